import Vocabulary

/// Reads log-ins from SMTP (RFC 4954): AUTH LOGIN, PLAIN, CRAM-MD5 and others, answered by 235 or 535.
///
/// The account is decoded where the mechanism sends it in clear. Once mail is sent (MAIL), a log-in succeeded or TLS begins,
/// nothing more is read.
struct SMTPReader: StreamReader {
    private enum Expectation {
        case command
        /// The client answers a challenge of AUTH LOGIN for the name, of another mechanism, or of LOGIN for the password.
        case name, response, password
    }

    private var client = LineAccumulator()
    private var server = LineAccumulator()
    private var login = LoginDialogue(.smtp)
    private var expectation = Expectation.command
    private var mechanism = SASLMechanism.other
    private var asksForTLS = false
    private var isEncrypted = false

    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        guard !isEncrypted else { return .notMine }
        var offset = 0
        if fromClient {
            while client.next(bytes, &offset) {
                guard command(client.line, into: &sink) == .more else { return .done }
            }
        } else {
            while server.next(bytes, &offset) {
                guard reply(server.line, into: &sink) == .more else { return .done }
            }
        }
        return .more
    }

    mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        if fromClient { client.reset() } else { server.reset() }
        return isEncrypted ? .done : .more
    }

    mutating func close(into sink: inout FactSink) { login.close(into: &sink) }

    private mutating func command(_ line: [UInt8], into sink: inout FactSink) -> StreamProgress {
        switch expectation {
        case .name:
            login.name(decodedBase64(line))
            expectation = .password
        case .password, .response:
            if expectation == .response, let user = mechanism.user(decodedBase64(line)) { login.name(user) }
            expectation = .command
        case .command:
            if line.begins("AUTH") {
                authenticate(line.words(3), into: &sink)
            } else if line.begins("STARTTLS") {
                asksForTLS = true
            } else if line.begins("MAIL") || line.begins("DATA") {
                login.close(into: &sink)
                return .done
            }
        }
        return .more
    }

    private mutating func authenticate(_ words: [ArraySlice<UInt8>], into sink: inout FactSink) {
        guard words.count >= 2 else { return }
        login.open(into: &sink)
        login.name("")
        mechanism = SASLMechanism(words[1])
        guard words.count == 3, words[2].first != UInt8(ascii: "=") else {
            expectation = mechanism == .login ? .name : .response
            return
        }
        let initial = decodedBase64(words[2])
        if mechanism == .login {
            login.name(initial)
            expectation = .password
        } else if let user = mechanism.user(initial) {
            login.name(user)
        } else {
            expectation = .response
        }
    }

    private mutating func reply(_ line: [UInt8], into sink: inout FactSink) -> StreamProgress {
        guard let code = line.replyCode, !line.isContinuedReply else { return .more }
        switch code {
        case 235:
            login.tell(.succeeded, into: &sink)
            return .done
        case 334:
            if login.isOpen, expectation == .command { expectation = .response }
        case 220 where asksForTLS: isEncrypted = true
        case 535: login.tell(.failed, into: &sink)
        case 400... where login.isOpen:
            if expectation == .command { login.tell(.failed, into: &sink) } else { login.withdraw() }
        default: break
        }
        if code != 334 { expectation = .command }
        return .more
    }
}
