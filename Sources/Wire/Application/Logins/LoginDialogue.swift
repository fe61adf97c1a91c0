import Bedrock
import Vocabulary

/// The tries of one connection: at most one is open at a time, and each is told once.
///
/// A try is told when its outcome is known, or as `unknown` when the connection ends before that. Passwords never come here.
struct LoginDialogue {
    let service: Service
    /// The account named last.
    private(set) var user = ""
    /// Credentials were sent and not answered yet.
    private(set) var isOpen = false

    init(_ service: Service) { self.service = service }

    mutating func name(_ bytes: some Sequence<UInt8>) {
        user = Array(bytes).withBytes { wireText($0) }
    }

    mutating func name(_ text: String) { user = text }

    /// Credentials were sent.
    mutating func open(into sink: inout FactSink) {
        if isOpen { tell(.unknown, into: &sink) }
        isOpen = true
    }

    mutating func tell(_ outcome: LoginAttempt.Outcome, isInferred: Bool = false, into sink: inout FactSink) {
        isOpen = false
        sink.emit(.login(LoginAttempt(service: service, outcome: outcome, user: user, isInferred: isInferred)))
    }

    /// What was sent was not a try after all.
    mutating func withdraw() { isOpen = false }

    mutating func close(into sink: inout FactSink) {
        if isOpen { tell(.unknown, into: &sink) }
    }
}
