import Bedrock

/// Turns the names of one DNS message into text, following compression pointers (RFC 1035, 4.1.4).
///
/// Lower case, labels joined by dots, no final dot; bytes outside printable ASCII, and dots and backslashes inside a label,
/// as `\ddd`. NetBIOS names (RFC 1001, 14.1) are decoded to `name<suffix>`.
/// Bounds: a pointer must point before everything the name has read so far, so no name is read for ever; at most 255 bytes
/// of wire name, hence at most 1016 characters. The last name read is remembered: answers mostly repeat the question's.
struct DNSNameDecoder {
    let isNetBIOS: Bool
    /// Where the two names last read began, and what they were.
    private var first = (offset: -1, name: "")
    private var latest = (offset: -1, name: "")

    /// The name that is read is the last one of its message: it need not be remembered.
    private let readsOne: Bool

    init(isNetBIOS: Bool, readsOne: Bool = false) {
        self.isNetBIOS = isNetBIOS
        self.readsOne = readsOne
    }

    /// Reads the name at `offset`; nil when it cannot be read to its end.
    ///
    /// `next` is where the message goes on, `size` the length the name has without compression.
    mutating func read(
        _ bytes: RawSpan, at offset: Int, _ memory: inout TextMemory
    ) -> (name: String, next: Int, size: Int)? {
        if offset + 2 <= bytes.byteCount {
            let pointer = bytes.u16(offset)
            if pointer >= 0xC000 {
                let target = Int(pointer & 0x3FFF)
                if target == first.offset { return (first.name, offset + 2, 0) }
                if target == latest.offset { return (latest.name, offset + 2, 0) }
            }
        }
        if !isNetBIOS, let end = Self.end(ofPlain: bytes, at: offset),
            let name = memory.text(bytes.extracting(offset..<end), { String(labels: $0) })
        {
            if !readsOne { if first.offset < 0 { first = (offset, name) } else { latest = (offset, name) } }
            return (name, end + 1, end + 1 - offset)
        }
        guard let (name, next, size) = DNSNameSpelling.spell(bytes, at: offset, isNetBIOS: isNetBIOS) else {
            return nil
        }
        if first.offset < 0 { first = (offset, name) } else { latest = (offset, name) }
        return (name, next, size)
    }

    /// Where the final zero of a name stands that is not compressed; nil for any other name, and for the root.
    private static func end(ofPlain bytes: RawSpan, at offset: Int) -> Int? {
        var at = offset
        while at < bytes.byteCount, at - offset < 255 {
            let length = Int(bytes.u8(at))
            if length == 0 { return at > offset ? at : nil }
            guard length < 0x40 else { return nil }
            at += 1 + length
        }
        return nil
    }

    /// Where the message goes on behind the name at `offset`, which is not read.
    static func skip(_ bytes: RawSpan, at offset: Int) -> Int? {
        var at = offset
        while at < bytes.byteCount {
            let length = Int(bytes.u8(at))
            if length == 0 { return at + 1 }
            if length >= 0xC0 { return at + 2 }
            guard length < 0x40 else { return nil }
            at += 1 + length
        }
        return nil
    }
}
