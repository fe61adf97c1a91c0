import Vocabulary

/// Reads log-ins from an FTP control connection (RFC 959): USER and PASS, answered by 230 or 530.
///
/// A 530 counts only as the answer to USER or PASS, or, when the command was not seen, by its words: servers also answer 530
/// to whoever asks before logging in. After a log-in, or once TLS begins (AUTH TLS, 234), nothing more is read.
struct FTPReader: StreamReader {
    private enum Command { case user, password, tls, other }

    private var client = LineAccumulator()
    private var server = LineAccumulator()
    private var sent = CommandQueue<Command>()
    private var login = LoginDialogue(.ftp)
    private var isEncrypted = false

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        guard !isEncrypted else { return .notMine }
        var offset = 0
        if fromClient {
            while client.next(bytes, &offset) { command(client.line, into: &sink) }
            return .more
        }
        while server.next(bytes, &offset) {
            guard reply(server.line, into: &sink) == .more else { return .done }
        }
        return .more
    }

    mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        if fromClient { client.reset() } else { server.reset() }
        sent.reset()
        return isEncrypted ? .done : .more
    }

    mutating func close(into sink: inout FactSink) { login.close(into: &sink) }

    private mutating func command(_ line: [UInt8], into sink: inout FactSink) {
        if line.begins("USER") {
            login.close(into: &sink)
            login.name(line.dropFirst(5))
            sent.sent(.user)
        } else if line.begins("PASS") {
            login.open(into: &sink)
            sent.sent(.password)
        } else {
            sent.sent(line.begins("AUTH") ? .tls : .other)
        }
    }

    private mutating func reply(_ line: [UInt8], into sink: inout FactSink) -> StreamProgress {
        guard let code = line.replyCode, code >= 200, !line.isContinuedReply, code != 220 else { return .more }
        let command = sent.answered()
        switch (code, command) {
        case (230, .user), (230, .password), (230, nil):
            login.tell(.succeeded, into: &sink)
            return .done
        case (234, .tls):
            isEncrypted = true
        case (400...599, .password):
            login.tell(.failed, into: &sink)
        case (430, .user), (530, .user):
            login.tell(.failed, into: &sink)
        case (530, nil) where Self.refuses(line):
            login.tell(.failed, into: &sink)
        default: break
        }
        return .more
    }

    private static func refuses(_ line: [UInt8]) -> Bool {
        line.contains(word: "INCORRECT") || line.contains(word: "FAIL") || line.contains(word: "DENIED")
            || line.contains(word: "CANNOT LOG IN") || line.contains(word: "INVALID")
    }
}
