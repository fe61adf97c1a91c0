import Bedrock

extension RawSpan {
    /// The bytes at `offset` are those of `text`, whose letters are upper case while the bytes may be either.
    ///
    /// False when there are fewer bytes. Meant for short literals, which Swift keeps without allocating.
    func matches(_ text: String, at offset: Int = 0) -> Bool {
        var position = offset
        for expected in text.utf8 {
            guard position < byteCount else { return false }
            let byte = u8(position)
            guard byte == expected || (byte &- 0x61 < 26 && byte &- 0x20 == expected) else { return false }
            position += 1
        }
        return true
    }

    /// Where `text` (upper case) begins within the first `limit` bytes, whatever the case of the bytes.
    func find(_ text: String, within limit: Int = 256) -> Int? {
        let last = min(byteCount, limit) - text.utf8.count
        guard last >= 0, let first = text.utf8.first else { return nil }
        // Letters differ from their lower case in one bit; other bytes are compared as they are.
        let mask: UInt8 = first >= 0x41 && first <= 0x5A ? 0xDF : 0xFF
        for offset in 0...last where u8(offset) & mask == first {
            if matches(text, at: offset) { return offset }
        }
        return nil
    }
}
