import Bedrock

/// A short word in lower case, for comparing eight bytes at a time whatever their case: field names and the like.
struct Word: BitwiseCopyable {
    let count: Int
    private var parts = InlineArray<3, UInt64>(repeating: 0)

    /// At most 24 characters.
    init(_ text: String) {
        count = text.utf8.count
        precondition(count <= 24, "A word has at most 24 characters.")
        for (index, byte) in text.utf8.enumerated() { parts[index / 8] = parts[index / 8] << 8 | UInt64(byte) }
    }

    /// The bytes of `range` are this word.
    func matches(_ bytes: RawSpan, in range: Range<Int>) -> Bool {
        range.count == count && isThere(bytes, range.lowerBound)
    }

    /// The bytes of `range` begin with this word.
    func begins(_ bytes: RawSpan, in range: Range<Int>) -> Bool {
        range.count >= count && isThere(bytes, range.lowerBound)
    }

    /// The first bytes of `range` are this word, and what follows it is a colon.
    func names(_ bytes: RawSpan, in range: Range<Int>) -> Bool {
        range.count > count && bytes.u8(range.lowerBound + count) == UInt8(ascii: ":")
            && isThere(bytes, range.lowerBound)
    }

    /// The bytes from `at` on, as many as the word has, are there and are the word.
    @inline(__always)
    private func isThere(_ bytes: RawSpan, _ at: Int) -> Bool {
        guard bytes.lowercase(at, min(8, count)) == parts[0] else { return false }
        guard count > 8 else { return true }
        guard bytes.lowercase(at + 8, min(8, count - 8)) == parts[1] else { return false }
        return count <= 16 || bytes.lowercase(at + 16, count - 16) == parts[2]
    }
}

extension RawSpan {
    /// Up to eight bytes as one number, letters in lower case.
    @inline(__always)
    func lowercase(_ at: Int, _ size: Int) -> UInt64 {
        var word: UInt64 = 0
        if at + 8 <= byteCount {
            word = u64(at) >> UInt64(64 - 8 * size)
        } else {
            for offset in at..<at + size { word = word << 8 | UInt64(u8(offset)) }
        }
        // In each byte, the top bit of the sums tells whether it is above `@`, and above `Z`; other bytes stay as they are.
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        let isUpper = (low &+ 0x3F3F_3F3F_3F3F_3F3F) ^ (low &+ 0x2525_2525_2525_2525)
        return word | (isUpper & ~word & 0x8080_8080_8080_8080) >> 2
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
