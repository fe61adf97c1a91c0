import Vocabulary

/// Reads log-ins from POP3 (RFC 1939, 5034): USER and PASS, APOP, AUTH; `+OK` or `-ERR` tells the outcome.
///
/// Nothing more is read after a log-in or once TLS begins (STLS).
struct POP3Reader: StreamReader {
    private enum Command { case user, login, tls, other }

    private var client = LineAccumulator()
    private var server = LineAccumulator()
    private var sent = CommandQueue<Command>()
    private var login = LoginDialogue(.pop3)
    private var mechanism = SASLMechanism.other
    /// Responses to challenges of AUTH that are still expected from the client.
    private var challenges = 0
    private var isEncrypted = false
    private var hasGreeted = false

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        guard !isEncrypted else { return .notMine }
        var offset = 0
        if fromClient {
            hasGreeted = true
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
        if challenges > 0 {
            challenges -= 1
            if let user = mechanism.user(decodedBase64(line)), login.user.isEmpty { login.name(user) }
            return
        }
        let words = line.words(3)
        if line.begins("USER") {
            login.close(into: &sink)
            login.name(line.dropFirst(5))
            sent.sent(.user)
        } else if line.begins("PASS") {
            login.open(into: &sink)
            sent.sent(.login)
        } else if line.begins("APOP"), words.count >= 2 {
            login.open(into: &sink)
            login.name(words[1])
            sent.sent(.login)
        } else if line.begins("AUTH"), words.count >= 2 {
            login.open(into: &sink)
            login.name("")
            mechanism = SASLMechanism(words[1])
            if words.count == 3, let user = mechanism.user(decodedBase64(words[2])) { login.name(user) }
            sent.sent(.login)
        } else {
            sent.sent(line.begins("STLS") ? .tls : .other)
        }
    }

    private mutating func reply(_ line: [UInt8], into sink: inout FactSink) -> StreamProgress {
        if line.first == UInt8(ascii: "+"), line.count == 1 || line[1] == 0x20 {
            if login.isOpen { challenges = min(challenges + 1, 4) }
            return .more
        }
        let isGood = line.begins("+OK")
        guard isGood || line.begins("-ERR") else { return .more }
        if !hasGreeted {
            hasGreeted = true
            return .more
        }
        challenges = 0
        switch (sent.answered(), isGood) {
        case (.login, true):
            login.tell(.succeeded, into: &sink)
            return .done
        case (.login, false), (.user, false):
            login.tell(.failed, into: &sink)
        case (.tls, true): isEncrypted = true
        case (nil, false)
        where line.contains(word: "AUTH") || line.contains(word: "PASSWORD") || line.contains(word: "LOGIN"):
            login.tell(.failed, into: &sink)
        default: break
        }
        return .more
    }
}
