import Bedrock
import Vocabulary

/// The lines of a head where they lie: the first one, and the fields that matter.
struct HTTPHead {
    /// All of it.
    var range = 0..<0
    private(set) var firstLine = 0..<0
    private(set) var fields = HTTPFields()

    /// Reads the lines of `range` up to the empty one: carriage returns or nothing between two line feeds. False where none is empty;
    /// then all of them were read.
    mutating func read(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        fields = HTTPFields()
        self.range = range
        firstLine = range
        guard var feed = bytes.firstIndex(of: UInt8(ascii: "\n"), in: range) else { return false }
        firstLine = range.lowerBound..<feed
        while true {
            let start = feed + 1
            var at = start
            while at < range.upperBound, bytes.u8(at) == 13 { at += 1 }
            if at < range.upperBound, bytes.u8(at) == 10 {
                self.range = range.lowerBound..<at + 1
                return true
            }
            guard let next = bytes.firstIndex(of: UInt8(ascii: "\n"), in: start..<range.upperBound) else {
                fields.readLine(bytes, start..<range.upperBound)
                return false
            }
            fields.readLine(bytes, start..<next)
            feed = next
        }
    }
}

/// The first line of a request (RFC 9112, 3).
struct HTTPRequestLine {
    var method: Range<Int>
    var target: Range<Int>

    /// Nil when it is none of HTTP/1.
    init?(_ bytes: RawSpan, _ range: Range<Int>) {
        let line = HTTPFields.trimmed(bytes, range)
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
        _ request: inout HTTPRequestFields, _ bytes: RawSpan, _ head: HTTPHead, index: UInt32,
        _ texts: inout TextMemory
    ) {
        request.method = Self.name(bytes, method)
        request.target = wireText(bytes, target, &texts)
        request.host = wireText(bytes, head.fields.host, &texts)
        request.userAgent = wireText(bytes, head.fields.userAgent, &texts)
        request.referrer = wireText(bytes, head.fields.referrer, &texts)
        request.contentType = wireText(bytes, head.fields.contentType, &texts)
        request.contentLength = head.fields.contentLength
        request.headSize = UInt32(truncatingIfNeeded: head.range.count)
        request.index = index
    }
}

/// The first line of a response (RFC 9112, 4).
struct HTTPStatusLine {
    var status: UInt16

    /// Nil when it is none of HTTP/1.
    init?(_ bytes: RawSpan, _ range: Range<Int>) {
        let line = HTTPFields.trimmed(bytes, range)
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
    }

    @inline(never)
    func fill(
        _ response: inout HTTPResponseFields, _ bytes: RawSpan, _ head: HTTPHead, index: UInt32,
        _ texts: inout TextMemory
    ) {
        response.status = status
        response.server = wireText(bytes, head.fields.server, &texts)
        response.contentType = wireText(bytes, head.fields.contentType, &texts)
        response.contentLength = head.fields.contentLength
        response.location = wireText(bytes, head.fields.location, &texts)
        response.index = index
    }
}

extension Word {
    fileprivate static let http = Word("http/1.")
}
