import Bedrock
import Vocabulary

/// Reads log-ins from an FTP control connection (RFC 959): USER and PASS, answered by 230 or 530.
///
/// A 530 counts only as the answer to USER or PASS, or, when the command was not seen, by its words: servers also answer 530
/// to whoever asks before logging in. After a log-in, or once TLS begins (AUTH TLS, 234), nothing more is read.
struct FTPReader: StreamReader {
    private enum Command {
        case user(String), password(String), tls, other
    }

    private var client = LineAccumulator()
    private var server = LineAccumulator()
    private var sent = CommandQueue<Command>()
    /// The account named last.
    private var user = ""
    private var isEncrypted = false

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        guard !isEncrypted else { return .notMine }
        var offset = 0
        if fromClient {
            while client.next(bytes, &offset) { command(client.line) }
            return .more
        }
        while server.next(bytes, &offset) {
            guard reply(server.line, into: &sink) == .more else { return .done }
        }
        return .more
    }

    mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        if fromClient { client.reset() } else { server.reset() }
        return isEncrypted ? .done : .more
    }

    mutating func close(into sink: inout FactSink) {
        while let command = sent.answered() {
            if case .password(let user) = command { tell(.unknown, user, into: &sink) }
        }
    }

    private mutating func command(_ line: [UInt8]) {
        if line.begins("USER") {
            user = [UInt8](line.dropFirst(5)).withBytes { wireText($0) }
            sent.sent(.user(user))
        } else if line.begins("PASS") {
            sent.sent(.password(user))
        } else {
            sent.sent(line.begins("AUTH") ? .tls : .other)
        }
    }

    private mutating func reply(_ line: [UInt8], into sink: inout FactSink) -> StreamProgress {
        guard let code = line.replyCode, code >= 200, !line.isContinuedReply, code != 220 else { return .more }
        if code == 331 || code == 332 { passUnanswered(into: &sink) }
        switch (code, sent.answered()) {
        case (230, .user(let user)), (230, .password(let user)):
            tell(.succeeded, user, into: &sink)
            return .done
        case (230, nil):
            tell(.succeeded, user, into: &sink)
            return .done
        case (234, .tls): isEncrypted = true
        case (400...599, .password(let user)), (430, .user(let user)), (530, .user(let user)):
            tell(.failed, user, into: &sink)
        case (530, nil) where Self.refuses(line): tell(.failed, user, into: &sink)
        default: break
        }
        return .more
    }

    /// This reply is to a USER: what was sent before it got replies that were lost.
    private mutating func passUnanswered(into sink: inout FactSink) {
        while let command = sent.next {
            if case .user = command { return }
            if case .password(let user) = command { tell(.unknown, user, into: &sink) }
            _ = sent.answered()
        }
    }

    private func tell(_ outcome: LoginAttempt.Outcome, _ user: String, into sink: inout FactSink) {
        sink.emit(.login(LoginAttempt(service: .ftp, outcome: outcome, user: user)))
    }

    private static func refuses(_ line: [UInt8]) -> Bool {
        line.contains(word: "INCORRECT") || line.contains(word: "FAIL") || line.contains(word: "DENIED")
            || line.contains(word: "CANNOT LOG IN") || line.contains(word: "INVALID")
    }
}
