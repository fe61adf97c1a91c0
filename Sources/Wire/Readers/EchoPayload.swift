import Bedrock

/// What the payload of a ping looks like.
enum EchoPayload {
    /// Shannon entropy in bits a byte, 0...8; 0 for no bytes.
    static func entropy(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Float {
        guard end > start else { return 0 }
        var histogram = InlineArray<256, UInt32>(repeating: 0)
        for at in start..<end { histogram[Int(bytes.u8(at))] &+= 1 }
        var sum: Float = 0
        let total = Float(end - start)
        for index in histogram.indices where histogram[index] > 0 {
            let share = Float(histogram[index]) / total
            sum -= share * log2(share)
        }
        return max(0, sum)
    }

    /// Nothing, one byte repeated, bytes that count up, or an alphabet; after at most 24 bytes of time stamp.
    ///
    /// Linux and BSD write a time stamp of 8 or 16 bytes (Darwin and others up to 24 with padding) and count up from its
    /// length; Windows writes a to w again and again; fping, nmap and hping write zeros or one letter.
    static func isOrdinary(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        let length = end - start
        guard length > 0 else { return true }
        // A lone time stamp.
        if length <= 8 { return true }
        for skip in [0, 8, 16, 24] where length > skip {
            if isRegular(bytes, start + skip, end) { return length - skip >= 8 || skip == 0 || length <= 24 }
        }
        return false
    }

    private static func isRegular(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        var repeats = true
        var counts = true
        var alphabet = true
        var at = start + 1
        while at < end, repeats || counts || alphabet {
            let before = bytes.u8(at - 1)
            let here = bytes.u8(at)
            if here != before { repeats = false }
            if here != before &+ 1 { counts = false }
            if here != before &+ 1, !(here == 0x61 && (before == 0x77 || before == 0x7A)) { alphabet = false }
            at += 1
        }
        return repeats || counts || alphabet
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
