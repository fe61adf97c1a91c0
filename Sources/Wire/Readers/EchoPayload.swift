import Bedrock

/// What the payload of a ping looks like.
enum EchoPayload {
    /// Shannon entropy in bits a byte, 0...8; 0 for no bytes.
    static func entropy(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Float {
        guard end > start else { return 0 }
        let payload = bytes.extracting(start..<end)
        var histogram = InlineArray<256, UInt32>(repeating: 0)
        // Which values are there: most of 256 are not.
        var present = SIMD4<UInt64>()
        for at in 0..<payload.byteCount {
            let byte = payload.u8(at)
            histogram[Int(byte)] &+= 1
            present[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
        }
        var sum: Float = 0
        let total = Float(end - start)
        // Most bytes are there equally often: the logarithm is taken anew only where the number differs from the last one.
        var known: UInt32 = 0
        var term: Float = 0
        for part in 0..<4 {
            var rest = present[part]
            while rest != 0 {
                let index = part << 6 | rest.trailingZeroBitCount
                rest &= rest &- 1
                if histogram[index] != known {
                    known = histogram[index]
                    let share = Float(known) / total
                    term = share * log2(share)
                }
                sum -= term
            }
        }
        return max(0, sum)
    }

    /// Nothing, one byte or two repeated, bytes that count up, or an alphabet again and again: from the start, or behind
    /// at most 24 bytes of time stamp and eight regular bytes at least; or a time stamp alone.
    ///
    /// Linux and BSD write a time stamp of 8 or 16 bytes and count up from its length; Windows writes a to w again and
    /// again; Cisco repeats AB CD; fping, nmap and hping write zeros or one letter. Fooled by: data hidden in the time
    /// stamp, or in a repeated pattern of two bytes.
    static func isOrdinary(_ bytes: RawSpan, _ start: Int, _ end: Int, second: Int64) -> Bool {
        if isRegular(bytes, start, end) { return true }
        let length = end - start
        for skip in [8, 16, 24] where length >= skip + 8 {
            if isRegular(bytes, start + skip, end) { return true }
        }
        return (length == 8 || length == 16) && isTime(bytes, start, second)
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
        let all = UInt64(first) &* 0x0101_0101_0101_0101
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
