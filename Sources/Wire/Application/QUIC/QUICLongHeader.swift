import Bedrock

/// A long header up to the packet number (RFC 9000, 17.2).
struct QUICLongHeader {
    var version: UInt32
    var destination: Range<Int>
    /// The packet is an Initial.
    var isInitial: Bool
    /// Where the protected packet number begins.
    var numberOffset: Int
    var end: Int

    /// Nil when it is no long header, or one of an unknown version, or its lengths lie; retries have no length and end here too.
    init?(_ bytes: RawSpan, at start: Int) {
        var cursor = ByteCursor(bytes)
        guard cursor.skip(start), let first = cursor.u8(bytes), first & 0x80 != 0, let number = cursor.u32(bytes),
            let version = QUICVersion(number), let length = cursor.u8(bytes), length <= 20,
            let destination = cursor.take(Int(length)), let sourceLength = cursor.u8(bytes), sourceLength <= 20,
            cursor.skip(Int(sourceLength))
        else { return nil }
        self.version = number
        self.destination = destination.range
        let type = first >> 4 & 3
        isInitial = type == version.initialType
        guard type != (version.isSecond ? 0 : 3) else { return nil }
        if isInitial {
            guard let tokenLength = cursor.quicInteger(bytes), cursor.skip(tokenLength) else { return nil }
        }
        guard let rest = cursor.quicInteger(bytes), rest >= 20, rest <= cursor.remaining else { return nil }
        numberOffset = cursor.at
        end = cursor.at + rest
    }
}

extension ByteCursor {
    /// A variable-length integer (RFC 9000, 16); nil too when it is larger than any datagram can mean.
    mutating func quicInteger(_ bytes: RawSpan) -> Int? {
        guard let first = u8(bytes) else { return nil }
        var value = UInt64(first & 0x3F)
        for _ in 0..<(1 << Int(first >> 6)) - 1 {
            guard let byte = u8(bytes) else { return nil }
            value = value << 8 | UInt64(byte)
        }
        return value <= 1 << 40 ? Int(value) : nil
    }
}
