import Bedrock

extension RawSpan {
    /// Where `byte` first stands in `range`, which must lie inside the span; eight bytes a step.
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        var at = range.lowerBound
        let end = range.upperBound
        let pattern = 0x0101_0101_0101_0101 &* UInt64(byte)
        while end - at >= 8 {
            // A byte of `word` is zero where the searched byte stands; the subtraction borrows first at such a byte.
            let word = u64(at) ^ pattern
            let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if zeros != 0 { break }
            at += 8
        }
        while at < end {
            if u8(at) == byte { return at }
            at += 1
        }
        return nil
    }

    /// The bytes of `range` are `text`, which is lower case, while theirs may be either.
    func isText(_ text: String, in range: Range<Int>) -> Bool {
        range.count == text.utf8.count && beginsText(text, in: range)
    }

    /// The bytes of `range` begin with `text`, which is lower case, while theirs may be either.
    func beginsText(_ text: String, in range: Range<Int>) -> Bool {
        guard text.utf8.count <= range.count else { return false }
        var at = range.lowerBound
        for expected in text.utf8 {
            let byte = u8(at)
            guard byte == expected || (byte &- 0x41 < 26 && byte | 0x20 == expected) else { return false }
            at += 1
        }
        return true
    }

    /// Where `text` (lower case) begins in `range`, whatever the case of the bytes.
    func find(_ text: String, in range: Range<Int>) -> Int? {
        let last = range.upperBound - text.utf8.count
        guard let first = text.utf8.first, last >= range.lowerBound else { return nil }
        for at in range.lowerBound...last where u8(at) | 0x20 == first | 0x20 {
            if beginsText(text, in: at..<range.upperBound) { return at }
        }
        return nil
    }
}
