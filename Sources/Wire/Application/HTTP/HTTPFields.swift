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

    /// Reads the lines in `range`: what follows the first line of the head.
    init(_ bytes: RawSpan, _ range: Range<Int>) {
        var at = range.lowerBound
        while at < range.upperBound {
            let end = bytes.firstIndex(of: UInt8(ascii: "\n"), in: at..<range.upperBound) ?? range.upperBound
            readLine(bytes, at..<end)
            at = end + 1
        }
    }

    private mutating func readLine(_ bytes: RawSpan, _ line: Range<Int>) {
        // No wanted name is longer than `transfer-encoding`.
        let names = line.lowerBound..<min(line.upperBound, line.lowerBound + 20)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: names) else { return }
        let name = line.lowerBound..<colon
        switch name.count {
        case 4: Self.keep(bytes, name, .host, line, &host)
        case 6: Self.keep(bytes, name, .server, line, &server)
        case 7:
            Self.keep(bytes, name, .referrer, line, &referrer)
            Self.keep(bytes, name, .upgrade, line, &upgrade)
        case 8: Self.keep(bytes, name, .location, line, &location)
        case 10: Self.keep(bytes, name, .userAgent, line, &userAgent)
        case 12: Self.keep(bytes, name, .contentType, line, &contentType)
        case 13: Self.keep(bytes, name, .authorization, line, &authorization)
        case 14 where contentLength == nil && Word.contentLength.matches(bytes, in: name):
            contentLength = Self.number(bytes, Self.trimmed(bytes, colon + 1..<line.upperBound))
        case 16: Self.keep(bytes, name, .challenge, line, &challenge)
        case 17 where Word.transferEncoding.matches(bytes, in: name):
            isChunked = isChunked || bytes.find("chunked", in: colon + 1..<line.upperBound) != nil
        default: break
        }
    }

    private static func keep(
        _ bytes: RawSpan, _ name: Range<Int>, _ word: Word, _ line: Range<Int>, _ field: inout Range<Int>
    ) {
        guard field.isEmpty, word.matches(bytes, in: name) else { return }
        field = trimmed(bytes, name.upperBound + 1..<line.upperBound)
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
