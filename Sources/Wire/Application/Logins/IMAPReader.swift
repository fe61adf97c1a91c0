import Bedrock
import Vocabulary

/// Reads log-ins from IMAP (RFC 9051): LOGIN and AUTHENTICATE, answered by a tagged OK or NO.
///
/// Nothing more is read after a log-in or once TLS begins (STARTTLS). A name sent as a literal is taken from the line that
/// follows it.
struct IMAPReader: StreamReader {
    private enum Purpose { case login, tls }
    private enum Expectation { case command, literal, response }

    private var client = LineAccumulator()
    private var server = LineAccumulator()
    private var login = LoginDialogue(.imap)
    private var tag: [UInt8] = []
    private var purpose = Purpose?.none
    private var mechanism = SASLMechanism.other
    private var expectation = Expectation.command
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
        expectation = .command
        return isEncrypted ? .done : .more
    }

    mutating func close(into sink: inout FactSink) { login.close(into: &sink) }

    private mutating func command(_ line: [UInt8], into sink: inout FactSink) {
        switch expectation {
        case .literal:
            login.name(line.prefix { $0 != 0x20 })
            expectation = .command
            return
        case .response:
            if let user = mechanism.user(decodedBase64(line)), login.user.isEmpty { login.name(user) }
            if mechanism != .login || !login.user.isEmpty { expectation = .command }
            return
        case .command: break
        }
        let words = line.words(4)
        guard words.count >= 2 else { return }
        switch String(decoding: words[1].prefix(16), as: UTF8.self).uppercased() {
        case "LOGIN":
            begin(.login, words[0], into: &sink)
            login.open(into: &sink)
            let name = words.count > 2 ? words[2] : []
            login.name(name.first == UInt8(ascii: "\"") ? name.dropFirst().prefix { $0 != UInt8(ascii: "\"") } : name)
            if name.first == UInt8(ascii: "{") {
                login.name("")
                expectation = .literal
            }
        case "AUTHENTICATE":
            begin(.login, words[0], into: &sink)
            login.open(into: &sink)
            login.name("")
            mechanism = SASLMechanism(words.count > 2 ? words[2] : [])
            if words.count > 3, let user = mechanism.user(decodedBase64(words[3])) { login.name(user) }
            if login.user.isEmpty { expectation = .response }
        case "STARTTLS": begin(.tls, words[0], into: &sink)
        default: break
        }
    }

    private mutating func begin(_ purpose: Purpose, _ tag: ArraySlice<UInt8>, into sink: inout FactSink) {
        login.close(into: &sink)
        self.purpose = purpose
        self.tag = [UInt8](tag)
    }

    private mutating func reply(_ line: [UInt8], into sink: inout FactSink) -> StreamProgress {
        if line.begins("* PREAUTH") { return .done }
        let words = line.words(3)
        guard words.count >= 2, words[0] != [UInt8(ascii: "*")], words[0] != [UInt8(ascii: "+")] else { return .more }
        let verdict = [UInt8](words[1])
        let isGood = verdict.begins("OK")
        guard isGood || verdict.begins("NO") || verdict.begins("BAD") else { return .more }
        guard let purpose, tag.elementsEqual(words[0]) else {
            if line.contains(word: "[AUTHENTICATIONFAILED]") { login.tell(.failed, into: &sink) }
            return .more
        }
        self.purpose = nil
        expectation = .command
        switch purpose {
        case .tls: isEncrypted = isGood
        case .login where isGood:
            login.tell(.succeeded, into: &sink)
            return .done
        case .login:
            if verdict.begins("BAD") { login.withdraw() } else { login.tell(.failed, into: &sink) }
        }
        return .more
    }
}
