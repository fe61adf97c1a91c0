import Bedrock

/// Keeps the beginning of a request's body that may be a log-in form, until it is known.
///
/// Bounds: `limit` bytes of one body at a time.
struct HTTPFormBody {
    static var limit: Int { 4 << 10 }

    private enum Shape { case pairs, json, parts }
    private var shape: Shape?
    private var body: [UInt8] = []
    private var index: UInt32 = 0
    private var path = ""

    var isReading: Bool { shape != nil }

    /// A POST request, whose body is of interest when its type can hold a form.
    mutating func begin(_ bytes: RawSpan, _ line: HTTPRequestLine, _ fields: HTTPFields, index: UInt32) {
        let type = fields.contentType
        if bytes.find("x-www-form-urlencoded", in: type) != nil {
            shape = .pairs
        } else if bytes.find("json", in: type) != nil {
            shape = .json
        } else if bytes.beginsText("multipart/form-data", in: type) {
            shape = .parts
        } else {
            return
        }
        body = []
        self.index = index
        path = Self.path(bytes, line.target)
    }

    mutating func read(_ content: RawSpan) {
        for offset in 0..<min(content.byteCount, Self.limit - body.count) { body.append(content.u8(offset)) }
    }

    /// The body is over, or its answer came: the log-in it holds, and the request it belongs to.
    mutating func finish() -> (login: HTTPLoginTry, index: UInt32)? {
        guard let shape else { return nil }
        self.shape = nil
        let form = body.withBytes { bytes in
            switch shape {
            case .pairs: HTTPForm(pairs: bytes, 0..<bytes.byteCount)
            case .json: HTTPForm(json: bytes)
            case .parts: HTTPForm(parts: bytes)
            }
        }
        let wasSeen = !body.isEmpty
        body = []
        // A body that was not seen at all is judged by where it went.
        let isLogin =
            wasSeen
            ? form.passwordFields == 1 && (form.userFields > 0 || HTTPLoginTarget.isLikely(path))
            : shape == .pairs && HTTPLoginTarget.isLikely(path)
        return isLogin ? (HTTPLoginTry(form: path, user: form.user), index) : nil
    }

    /// A log-in in the query of a target; it needs both a user and a password.
    static func login(query target: Range<Int>, _ bytes: RawSpan) -> HTTPLoginTry? {
        guard let mark = bytes.firstIndex(of: UInt8(ascii: "?"), in: target),
            bytes.find("pass", in: mark..<target.upperBound) != nil
                || bytes.find("pwd", in: mark..<target.upperBound) != nil
        else { return nil }
        let form = HTTPForm(pairs: bytes, mark + 1..<target.upperBound)
        guard form.passwordFields == 1, form.userFields > 0 else { return nil }
        return HTTPLoginTry(form: path(bytes, target), user: form.user)
    }

    /// A target without scheme, host and query.
    private static func path(_ bytes: RawSpan, _ target: Range<Int>) -> String {
        var start = target.lowerBound
        if let scheme = bytes.find("://", in: target) {
            start = bytes.firstIndex(of: UInt8(ascii: "/"), in: scheme + 3..<target.upperBound) ?? target.upperBound
        }
        return wireText(
            bytes, start..<(bytes.firstIndex(of: UInt8(ascii: "?"), in: start..<target.upperBound) ?? target.upperBound)
        )
    }
}
