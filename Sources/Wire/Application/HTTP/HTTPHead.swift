import Bedrock
import Vocabulary

/// The head of a request: its line, its fields and what they say (RFC 9112, 3).
struct HTTPRequestHead {
    var method: Range<Int>
    var target: Range<Int>
    var fields: HTTPFields

    /// Nil when the first line is none of HTTP/1.
    init?(_ bytes: RawSpan) {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n"), in: 0..<bytes.byteCount) ?? bytes.byteCount
        let line = HTTPFields.trimmed(bytes, 0..<end)
        guard let space = bytes.firstIndex(of: UInt8(ascii: " "), in: line), (1...24).contains(space - line.lowerBound)
        else { return nil }
        method = line.lowerBound..<space
        guard
            method.allSatisfy({
                bytes.u8($0) &- 0x41 < 26 || bytes.u8($0) == UInt8(ascii: "-") || bytes.u8($0) == UInt8(ascii: "_")
            })
        else { return nil }
        var last = line.upperBound - 1
        while last > space, bytes.u8(last) != UInt8(ascii: " ") { last -= 1 }
        guard last > space, Word.http.begins(bytes, in: last + 1..<line.upperBound) else { return nil }
        target = HTTPFields.trimmed(bytes, space + 1..<last)
        fields = HTTPFields(bytes, min(end + 1, bytes.byteCount)..<bytes.byteCount)
    }

    /// Nearly all are one of three, which need not be put together.
    private static func name(_ bytes: RawSpan, _ method: Range<Int>) -> String {
        guard method.count <= 4, method.lowerBound + 4 <= bytes.byteCount else { return wireText(bytes, method) }
        return switch bytes.u32(method.lowerBound) >> UInt32(32 - 8 * method.count) {
        case 0x47_4554: "GET"
        case 0x504F_5354: "POST"
        case 0x4845_4144: "HEAD"
        default: wireText(bytes, method)
        }
    }

    /// Filled where it lies: a value that is put together and then returned is copied, references counted (Swift 6.3).
    @inline(never)
    func fill(
        _ request: inout HTTPRequestFields, _ bytes: RawSpan, size: Int, index: UInt32, _ texts: inout TextMemory
    ) {
        request.method = Self.name(bytes, method)
        request.target = wireText(bytes, target, &texts)
        request.host = wireText(bytes, fields.host, &texts)
        request.userAgent = wireText(bytes, fields.userAgent, &texts)
        request.referrer = wireText(bytes, fields.referrer, &texts)
        request.contentType = wireText(bytes, fields.contentType, &texts)
        request.contentLength = fields.contentLength
        request.headSize = UInt32(truncatingIfNeeded: size)
        request.index = index
    }
}

/// The head of a response (RFC 9112, 4).
struct HTTPResponseHead {
    var status: UInt16
    var fields: HTTPFields

    /// Nil when the first line is none of HTTP/1.
    init?(_ bytes: RawSpan) {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n"), in: 0..<bytes.byteCount) ?? bytes.byteCount
        let line = HTTPFields.trimmed(bytes, 0..<end)
        guard Word.http.begins(bytes, in: line),
            let space = bytes.firstIndex(
                of: UInt8(ascii: " "), in: line.lowerBound..<min(line.upperBound, line.lowerBound + 12))
        else { return nil }
        var status: UInt16 = 0
        var digits = 0
        for offset in HTTPFields.trimmed(bytes, space..<line.upperBound).prefix(3) {
            let digit = bytes.u8(offset) &- 48
            guard digit < 10 else { return nil }
            status = status * 10 + UInt16(digit)
            digits += 1
        }
        guard digits == 3 else { return nil }
        self.status = status
        fields = HTTPFields(bytes, min(end + 1, bytes.byteCount)..<bytes.byteCount)
    }

    @inline(never)
    func fill(_ response: inout HTTPResponseFields, _ bytes: RawSpan, index: UInt32, _ texts: inout TextMemory) {
        response.status = status
        response.server = wireText(bytes, fields.server, &texts)
        response.contentType = wireText(bytes, fields.contentType, &texts)
        response.contentLength = fields.contentLength
        response.location = wireText(bytes, fields.location, &texts)
        response.index = index
    }
}

extension Word {
    fileprivate static let http = Word("http/1.")
}
