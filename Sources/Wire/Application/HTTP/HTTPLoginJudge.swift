import Bedrock
import Vocabulary

/// Decides from the answers whether the log-ins of one connection failed.
///
/// Credentials in the head fail by 401, 403 or 407. A form fails by these too, by a redirect back to the log-in page, by an answer
/// that shows the form again, or by an answer as long as that to an earlier try: nobody logs in again who is in. What is none
/// of these stays unknown, because a page may say "wrong" in any words. Repeats of credentials that were accepted are no tries.
/// Bounds: 16 KiB of an answer are kept while it is judged; 8 sizes of failures.
struct HTTPLoginJudge {
    static var answerLimit: Int { 16 << 10 }

    /// A form's try whose answer is being read.
    private var open: HTTPLoginTry?
    private var answer: [UInt8] = []
    private var answerSize: UInt64 = 0
    private var failedSizes: [UInt64] = []
    private var lastUnknownSize: UInt64?
    private var acceptedMark: UInt64?

    var isReading: Bool { open != nil }

    /// The head of the answer to `login`; `hasBody` when a body follows.
    mutating func observe(
        _ status: UInt16, _ fields: HTTPFields, _ bytes: RawSpan, to login: HTTPLoginTry, hasBody: Bool,
        _ sink: inout FactSink
    ) {
        switch status {
        case 401, 407:
            let isStale = login.kind == .digest && bytes.find("stale=true", in: fields.challenge) != nil
            emit(login, isStale ? .unknown : .failed, &sink)
        case 403: emit(login, login.kind == .form ? .failed : .unknown, &sink)
        case 300..<400 where login.kind == .form:
            emit(login, Self.leadsBack(bytes, fields.location, from: login.path) ? .failed : .unknown, &sink)
        case 200 where login.kind == .form && hasBody:
            open = login
            answer = []
            answerSize = 0
        case 200..<400 where login.kind != .form, 404 where login.kind != .form:
            if acceptedMark == login.mark { return }
            acceptedMark = login.mark
            emit(login, .succeeded, &sink)
        default: emit(login, .unknown, &sink)
        }
    }

    /// Content of the answer being read.
    mutating func read(_ content: RawSpan) {
        answerSize &+= UInt64(content.byteCount)
        let kept = min(content.byteCount, Self.answerLimit - answer.count)
        for offset in 0..<max(0, kept) { answer.append(content.u8(offset)) }
    }

    /// The answer is over.
    mutating func finish(_ sink: inout FactSink) {
        guard let login = open else { return }
        open = nil
        let showsForm = answer.withBytes(Self.hasPasswordField)
        answer = []
        let isFailure = showsForm || failedSizes.contains(answerSize) || lastUnknownSize == answerSize
        if isFailure {
            if failedSizes.count < 8, !failedSizes.contains(answerSize) { failedSizes.append(answerSize) }
        } else {
            lastUnknownSize = answerSize
        }
        emit(login, isFailure ? .failed : .unknown, &sink)
    }

    private func emit(_ login: HTTPLoginTry, _ outcome: LoginAttempt.Outcome, _ sink: inout FactSink) {
        sink.emit(.login(LoginAttempt(service: login.service, outcome: outcome, user: login.user)))
    }

    /// The redirect goes to the page of the form, to one called like a log-in, or says that something failed.
    private static func leadsBack(_ bytes: RawSpan, _ location: Range<Int>, from path: String) -> Bool {
        var start = location.lowerBound
        if let scheme = bytes.find("://", in: location) {
            start = bytes.firstIndex(of: UInt8(ascii: "/"), in: scheme + 3..<location.upperBound) ?? location.upperBound
        }
        let end = bytes.firstIndex(of: UInt8(ascii: "?"), in: start..<location.upperBound) ?? location.upperBound
        let target = wireText(bytes, start..<end)
        let lastPart = path.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? path
        if target == path || (!target.isEmpty && target == lastPart) || HTTPLoginTarget.isLikely(target) { return true }
        return ["error", "fail", "invalid", "denied"].contains { bytes.find($0, in: end..<location.upperBound) != nil }
    }

    /// An input of type password.
    private static func hasPasswordField(_ page: RawSpan) -> Bool {
        var at = 0
        while let found = page.find("type=", in: at..<page.byteCount) {
            var value = found + 5
            if value < page.byteCount, page.u8(value) == 0x22 || page.u8(value) == 0x27 { value += 1 }
            if page.beginsText("password", in: value..<page.byteCount) { return true }
            at = value
        }
        return false
    }
}

/// Which targets are called like a log-in.
enum HTTPLoginTarget {
    /// Judged by the path alone.
    static func isLikely(_ target: String) -> Bool {
        let path = target.prefix { $0 != "?" }.lowercased()
        return parts.contains { path.contains($0) }
    }

    private static let parts = ["login", "logon", "signin", "sign-in", "sign_in", "authenticate"]
}
