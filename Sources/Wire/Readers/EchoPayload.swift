import Bedrock

/// What the payload of a ping looks like.
enum EchoPayload {
    /// Shannon entropy in bits a byte, 0...8; 0 for no bytes.
    static func entropy(_ payload: RawSpan) -> Float {
        guard payload.byteCount > 0 else { return 0 }
        return payload.byteCount < 256 ? entropy(ofShort: payload) : entropy(ofLong: payload)
    }

    /// Of fewer than 256 bytes: a counter has one byte, eight stand in a number. Summed up in the order of the byte values, as below.
    static func entropy(ofShort payload: RawSpan) -> Float {
        var counters = InlineArray<32, UInt64>(repeating: 0)
        var at = 0
        while at < payload.byteCount {
            let byte = payload.u8(at)
            let place = Int(byte >> 3)
            let shift = UInt64(byte & 7) * 8
            if at &+ 8 <= payload.byteCount, byte <= 0xF0, payload.u64(at) == run(from: byte) {
                // Eight that count up, most of what pings carry: one for each of eight counters in a row.
                counters[place] &+= ones &<< shift
                if shift > 0 { counters[place &+ 1] &+= ones &>> (64 &- shift) }
                at &+= 8
            } else {
                counters[place] &+= 1 &<< shift
                at &+= 1
            }
        }
        var sum = EntropySum(of: payload.byteCount)
        for place in counters.indices where counters[place] != 0 {
            var rest = counters[place]
            let lowest = UInt32(truncatingIfNeeded: rest & 0xFF)
            if rest == UInt64(lowest) &* ones {
                for _ in 0..<8 { sum.add(lowest) }
                continue
            }
            while rest != 0 {
                let shift = UInt64(rest.trailingZeroBitCount & 0x38)
                sum.add(UInt32(truncatingIfNeeded: rest &>> shift & 0xFF))
                rest &= ~(0xFF &<< shift)
            }
        }
        return sum.value
    }

    static func entropy(ofLong payload: RawSpan) -> Float {
        var histogram = InlineArray<256, UInt32>(repeating: 0)
        for at in 0..<payload.byteCount { histogram[Int(payload.u8(at))] &+= 1 }
        var sum = EntropySum(of: payload.byteCount)
        for byte in histogram.indices where histogram[byte] != 0 { sum.add(histogram[byte]) }
        return sum.value
    }

    /// Sums -p log2 p up, value by value: in one order always, because the last bit depends on it.
    private struct EntropySum {
        private let total: Float
        private var sum: Float = 0
        // Most bytes are there equally often: the logarithm is taken anew only where the number differs from the last one.
        private var known: UInt32 = 0
        private var term: Float = 0

        init(of count: Int) { total = Float(count) }

        @inline(__always)
        mutating func add(_ count: UInt32) {
            if count != known {
                known = count
                let share = Float(count) / total
                term = share * log2(share)
            }
            sum -= term
        }

        var value: Float { max(0, sum) }
    }

    /// Nothing, one byte or two repeated, bytes that count up, or an alphabet again and again: from the start, or behind
    /// at most 24 bytes of time stamp and eight regular bytes at least; or a time stamp alone.
    ///
    /// Linux and BSD write a time stamp of 8 or 16 bytes and count up from its length; Windows writes a to w again and
    /// again; Cisco repeats AB CD; fping, nmap and hping write zeros or one letter. Fooled by: data hidden in the time
    /// stamp, or in a repeated pattern of two bytes.
    static func isOrdinary(_ payload: RawSpan, second: Int64) -> Bool {
        let length = payload.byteCount
        if isRegular(payload, 0, length) { return true }
        var skip = 8
        while skip <= 24, length >= skip + 8 {
            if isRegular(payload, skip, length) { return true }
            skip += 8
        }
        return (length == 8 || length == 16) && isTime(payload, 0, second)
    }

    /// Fewer than two bytes are always regular.
    private static func isRegular(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        guard end - start >= 2 else { return true }
        let first = bytes.u8(start)
        let run = runLength(bytes, start, end)
        var repeats = run == 0
        var counts = true
        var at = start + max(1, run)
        while at < end, repeats || counts {
            let here = bytes.u8(at)
            if at - start >= 2, here != bytes.u8(at - 2) { repeats = false }
            if here != bytes.u8(at - 1) &+ 1, here != first { counts = false }
            at += 1
        }
        return repeats || counts
    }

    private static var ones: UInt64 { 0x0101_0101_0101_0101 }

    /// How many bytes from the start on are each the one before it and one, eight at a time: most of what is regular.
    private static func runLength(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        let first = bytes.u8(start)
        var length = 0
        while start + length + 8 <= end,
            bytes.u64(start + length) == run(from: first &+ UInt8(truncatingIfNeeded: length))
        {
            length += 8
        }
        return length
    }

    /// Eight bytes that count up from `first`, as one number.
    @inline(__always)
    private static func run(from first: UInt8) -> UInt64 {
        let all = UInt64(first) &* ones
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        // The top bits apart, so that no sum carries into its neighbour.
        return ((all & low) &+ 0x0001_0203_0405_0607) ^ (all & ~low)
    }

    /// Seconds of Unix time, as a sender in either byte order writes them, within a year of the capture's clock.
    private static func isTime(_ bytes: RawSpan, _ at: Int, _ second: Int64) -> Bool {
        let year: Int64 = 31_536_000
        return abs(Int64(bytes.u32(at)) - second) < year || abs(Int64(bytes.u32LE(at)) - second) < year
            || abs(Int64(bytes.u32(at + 4)) - second) < year
    }
}

/// The base-2 logarithm of a share in 0 < x <= 1, to about 1e-7: no Foundation here.
///
/// The exponent is the number's own; the logarithm of its significand m in 1...2 is 2 atanh((m-1)/(m+1)) / ln 2, by series.
private func log2(_ value: Float) -> Float {
    let x = Double(value)
    let m = x.significand
    let t = (m - 1) / (m + 1)
    let square = t * t
    let series = 1 + square * (1 / 3 + square * (1 / 5 + square * (1 / 7 + square * (1 / 9 + square / 11))))
    return Float(Double(x.exponent) + 2 * t * series / 0.693_147_180_559_945_3)
}
