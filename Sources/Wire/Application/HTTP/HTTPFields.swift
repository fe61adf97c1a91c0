import Bedrock

/// Where the header fields that matter lie in a head (RFC 9112, 5); empty ranges for those that are absent.
///
/// Of a repeated field the first counts. Lines that are no fields are passed over. Bounds: a head, which has at most 16 KiB.
struct HTTPFields {
    var host = 0..<0
    var userAgent = 0..<0
    var referrer = 0..<0
    var contentType = 0..<0
    var location = 0..<0
    var server = 0..<0
    var authorization = 0..<0
    var challenge = 0..<0
    var upgrade = 0..<0
    var contentLength: UInt64?
    var isChunked = false

    /// Takes a line, by its first four letters: most lines are none of those that are wanted.
    mutating func readLine(_ bytes: RawSpan, _ line: Range<Int>) {
        guard line.count > 4 else { return }
        switch UInt32(truncatingIfNeeded: bytes.lowercase(line.lowerBound, 4)) {
        case 0x686F_7374: Self.keep(bytes, .host, line, &host)
        case 0x7365_7276: Self.keep(bytes, .server, line, &server)
        case 0x7265_6665: Self.keep(bytes, .referrer, line, &referrer)
        case 0x7570_6772: Self.keep(bytes, .upgrade, line, &upgrade)
        case 0x6C6F_6361: Self.keep(bytes, .location, line, &location)
        case 0x7573_6572: Self.keep(bytes, .userAgent, line, &userAgent)
        case 0x6175_7468: Self.keep(bytes, .authorization, line, &authorization)
        case 0x7777_772D: Self.keep(bytes, .challenge, line, &challenge)
        case 0x636F_6E74:
            Self.keep(bytes, .contentType, line, &contentType)
            guard contentLength == nil, let value = Self.value(bytes, .contentLength, line) else { return }
            contentLength = Self.number(bytes, Self.trimmed(bytes, value))
        case 0x7472_616E:
            guard let value = Self.value(bytes, .transferEncoding, line) else { return }
            isChunked = isChunked || bytes.find("chunked", in: value) != nil
        default: break
        }
    }

    private static func keep(_ bytes: RawSpan, _ word: Word, _ line: Range<Int>, _ field: inout Range<Int>) {
        guard field.isEmpty, let value = value(bytes, word, line) else { return }
        field = trimmed(bytes, value)
    }

    /// What follows the name and the colon; nil where the line has another name.
    @inline(__always)
    private static func value(_ bytes: RawSpan, _ word: Word, _ line: Range<Int>) -> Range<Int>? {
        word.names(bytes, in: line) ? line.lowerBound + word.count + 1..<line.upperBound : nil
    }

    /// Without blanks and carriage returns at both ends.
    static func trimmed(_ bytes: RawSpan, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, bytes.u8(start) <= 0x20 { start += 1 }
        while start < end, bytes.u8(end - 1) <= 0x20 { end -= 1 }
        return start..<end
    }

    /// A decimal number; nil when it is none or has more than 18 digits.
    private static func number(_ bytes: RawSpan, _ range: Range<Int>) -> UInt64? {
        guard (1...18).contains(range.count) else { return nil }
        var value: UInt64 = 0
        for offset in range {
            let digit = bytes.u8(offset) &- 48
            guard digit < 10 else { return nil }
            value = value * 10 + UInt64(digit)
        }
        return value
    }
}

extension Word {
    fileprivate static let host = Word("host")
    fileprivate static let server = Word("server")
    fileprivate static let referrer = Word("referer")
    fileprivate static let upgrade = Word("upgrade")
    fileprivate static let location = Word("location")
    fileprivate static let userAgent = Word("user-agent")
    fileprivate static let contentType = Word("content-type")
    fileprivate static let authorization = Word("authorization")
    fileprivate static let contentLength = Word("content-length")
    fileprivate static let challenge = Word("www-authenticate")
    fileprivate static let transferEncoding = Word("transfer-encoding")
}
