import Bedrock

/// Spells a name that is compressed, or holds bytes that are written otherwise: byte by byte, as `DNSNameDecoder` says.
///
/// Apart from it because of its kilobyte, which the plain names, nearly all of them, do without.
struct DNSNameSpelling {
    private let isNetBIOS: Bool
    private var scratch = InlineArray<1024, UInt8>(repeating: 0)
    private var count = 0

    private init(isNetBIOS: Bool) { self.isNetBIOS = isNetBIOS }

    /// The name at `offset`, where the message goes on and the name's length without compression; nil when it has no end.
    @inline(never)
    static func spell(_ bytes: RawSpan, at offset: Int, isNetBIOS: Bool) -> (name: String, next: Int, size: Int)? {
        var spelling = Self(isNetBIOS: isNetBIOS)
        guard let (next, size) = spelling.walk(bytes, from: offset) else { return nil }
        guard let text = try? UTF8Span(validating: spelling.scratch.span.extracting(0..<spelling.count)) else {
            return nil
        }
        return (String(copying: text), next, size)
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
