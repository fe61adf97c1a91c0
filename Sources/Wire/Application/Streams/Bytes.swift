import Bedrock

extension [UInt8] {
    /// A copy of lent bytes.
    init(_ bytes: RawSpan) {
        self.init()
        append(bytes)
    }

    /// Copies lent bytes to the end.
    mutating func append(_ bytes: RawSpan) {
        let count = bytes.byteCount
        reserveCapacity(self.count + count)
        for offset in 0..<count { append(bytes.u8(offset)) }
    }
}

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
        var at = 0
        while at <= last {
            if u8(at) | 0x20 == first | 0x20, matches(text, at: at) { return at }
            at += 1
        }
        return nil
    }
}
