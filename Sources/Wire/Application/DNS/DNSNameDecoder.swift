import Bedrock

/// Turns the names of one DNS message into text, following compression pointers (RFC 1035, 4.1.4).
///
/// Lower case, labels joined by dots, no final dot; bytes outside printable ASCII, and dots and backslashes inside a label,
/// as `\ddd`. NetBIOS names (RFC 1001, 14.1) are decoded to `name<suffix>`.
/// Bounds: a pointer must point before everything the name has read so far, so no name is read for ever; at most 255 bytes
/// of wire name, hence at most 1016 characters. The last name read is remembered: answers mostly repeat the question's.
struct DNSNameDecoder {
    let isNetBIOS: Bool
    private var scratch = InlineArray<1024, UInt8>(repeating: 0)
    private var count = 0
    /// Where the two names last read began, and what they were.
    private var first = (offset: -1, name: "")
    private var latest = (offset: -1, name: "")

    init(isNetBIOS: Bool) { self.isNetBIOS = isNetBIOS }

    /// Reads the name at `offset`; nil when it cannot be read to its end.
    ///
    /// `next` is where the message goes on, `size` the length the name has without compression.
    mutating func read(_ bytes: RawSpan, at offset: Int) -> (name: String, next: Int, size: Int)? {
        if offset + 2 <= bytes.byteCount {
            let pointer = bytes.u16(offset)
            if pointer >= 0xC000 {
                let target = Int(pointer & 0x3FFF)
                if target == first.offset { return (first.name, offset + 2, 0) }
                if target == latest.offset { return (latest.name, offset + 2, 0) }
            }
        }
        if !isNetBIOS, let end = Self.end(ofPlain: bytes, at: offset),
            let name = String(labels: bytes.extracting(offset..<end))
        {
            if first.offset < 0 { first = (offset, name) } else { latest = (offset, name) }
            return (name, end + 1, end + 1 - offset)
        }
        count = 0
        guard let (next, size) = walk(bytes, from: offset) else { return nil }
        guard let text = try? UTF8Span(validating: scratch.span.extracting(0..<count)) else { return nil }
        let name = String(copying: text)
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

    private mutating func walk(_ bytes: RawSpan, from offset: Int) -> (next: Int, size: Int)? {
        let limit = bytes.byteCount
        var at = offset
        var next = -1
        var size = 1
        /// Pointers must go below this.
        var floor = offset
        while at < limit {
            let length = Int(bytes.u8(at))
            if length == 0 { return (next < 0 ? at + 1 : next, size) }
            if length >= 0xC0 {
                guard at + 2 <= limit else { return nil }
                let target = Int(bytes.u16(at) & 0x3FFF)
                if next < 0 { next = at + 2 }
                guard target < floor else { return nil }
                floor = target
                at = target
                continue
            }
            size += length + 1
            guard length < 0x40, at + 1 + length <= limit, size <= 255 else { return nil }
            if count > 0 { put(UInt8(ascii: ".")) }
            if !(isNetBIOS && length == 32 && count == 0 && putNetBIOS(bytes, at + 1)) {
                putLabel(bytes, at + 1, length)
            }
            at += 1 + length
        }
        return nil
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        scratch[count] = byte
        count += 1
    }

    @inline(__always)
    private mutating func putLabel(_ bytes: RawSpan, _ start: Int, _ length: Int) {
        for offset in start..<start + length {
            let byte = bytes.u8(offset)
            if byte &- 0x41 < 26 {
                put(byte | 0x20)
            } else if byte &- 0x20 < 0x5F && byte != UInt8(ascii: ".") && byte != UInt8(ascii: "\\") {
                put(byte)
            } else {
                putEscaped(byte)
            }
        }
    }

    private mutating func putEscaped(_ byte: UInt8) {
        put(UInt8(ascii: "\\"))
        put(48 + byte / 100)
        put(48 + byte / 10 % 10)
        put(48 + byte % 10)
    }

    /// Half a byte a letter from `A` to `P`: fifteen characters padded with spaces, then the suffix that tells the service.
    private mutating func putNetBIOS(_ bytes: RawSpan, _ start: Int) -> Bool {
        var decoded = InlineArray<16, UInt8>(repeating: 0)
        for index in 0..<16 {
            let high = bytes.u8(start + 2 * index) &- 0x41
            let low = bytes.u8(start + 2 * index + 1) &- 0x41
            guard high < 16, low < 16 else { return false }
            decoded[index] = high << 4 | low
        }
        var length = 15
        while length > 0, decoded[length - 1] == 0x20 || decoded[length - 1] == 0 { length -= 1 }
        for index in 0..<length {
            let byte = decoded[index]
            if byte &- 0x41 < 26 {
                put(byte | 0x20)
            } else if byte &- 0x20 < 0x5F {
                put(byte)
            } else {
                putEscaped(byte)
            }
        }
        put(UInt8(ascii: "<"))
        put(hexDigit(decoded[15] >> 4))
        put(hexDigit(decoded[15] & 0xF))
        put(UInt8(ascii: ">"))
        return true
    }
}
