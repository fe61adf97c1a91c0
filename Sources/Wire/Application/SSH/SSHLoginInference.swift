import Vocabulary

/// Infers from the sizes of encrypted packets how often somebody tried a password over SSH, and whether one was right.
///
/// Authentication (RFC 4252) is question and answer: the client asks for the service, asks with method `none` which methods there
/// are, then tries. All failures of a connection have the same size, that of the list of methods; success is the smallest
/// packet there is, and no other message has that size before it. A question much larger than the one with `none` is a public
/// key; one that is answered by something else goes on (keyboard-interactive) and is counted when its answer comes.
/// What fools it: a server whose list is empty or changes, passwords over 50 characters, clients that send filler messages,
/// compression from the beginning (then nothing is inferred).
/// Bounds: `turnLimit` turns a side; after that, or after success, nothing more is read.
struct SSHLoginInference {
    static var turnLimit: Int { 100 }

    private enum Question { case none, password, response, publicKey }

    private let toServer: SSHPacketShape
    private let toClient: SSHPacketShape
    /// The client is known to try at once, without asking with `none` first.
    private let skipsNone: Bool
    private let hidesPasswords: Bool

    private var clientTurns = 0
    private var hasAskedForService = false
    private var questions = 0
    private var open: Question?
    private var openSize = 0
    /// Size of the question with `none`.
    private var noneSize: Int?
    /// Size of the answer that means failure.
    private var failureSize: Int?
    private var failures = 0
    /// The answer to a password was neither failure nor success: another question, or the server's farewell.
    private var isUndecided = false
    private(set) var isDone = false

    init(toServer: SSHPacketShape, toClient: SSHPacketShape, software: String) {
        self.toServer = toServer
        self.toClient = toClient
        skipsNone = software.hasPrefix("paramiko")
        hidesPasswords = software.hasPrefix("OpenSSH")
    }

    mutating func observe(_ turn: SSHTurn, fromClient: Bool, into sink: inout FactSink) {
        guard !isDone, turn.total > 0 else { return }
        if fromClient {
            clientTurns += 1
            if asksForService(turn) { return }
            ask(turn.size)
            if clientTurns > Self.turnLimit { isDone = true }
        } else if let question = open {
            open = nil
            answer(turn, to: question, &sink)
        }
    }

    /// The connection is over.
    mutating func close(into sink: inout FactSink) {
        guard !isDone else { return }
        isDone = true
        if open == .password, openSize > toServer.size(payload: 40) {
            emit(.unknown, &sink)
        } else if isUndecided, failures > 0 {
            emit(.failed, &sink)
        }
    }

    /// The request for the service comes first, alone or behind the client's extensions (RFC 8308), which may also come alone.
    private mutating func asksForService(_ turn: SSHTurn) -> Bool {
        guard !hasAskedForService else { return false }
        let size = toServer.size(payload: 17)
        hasAskedForService =
            clientTurns > 1 || turn.size == size || turn.total >= size + toServer.size(payload: 30)
        return true
    }

    private mutating func ask(_ size: Int) {
        questions += 1
        openSize = size
        if questions == 1, !skipsNone, size <= toServer.size(payload: 31 + 32) {
            open = Question.none
            noneSize = size
        } else if isUndecided {
            open = .response
        } else {
            open = isPublicKey(size) ? .publicKey : .password
        }
        isUndecided = false
    }

    /// The smallest public key adds 76 bytes to the question with `none`, a password rarely 50.
    private func isPublicKey(_ size: Int) -> Bool {
        let base = noneSize ?? toServer.size(payload: 31 + 8)
        if hidesPasswords, size - base <= 160, toServer.hidesLength(size) { return false }
        return size - base >= 64
    }

    private mutating func answer(_ turn: SSHTurn, to question: Question, _ sink: inout FactSink) {
        let size = turn.size
        if isSuccess(turn, to: question) {
            emit(.succeeded, &sink)
            isDone = true
            return
        }
        let isPlausible = size <= toClient.size(payload: 6 + 90)
        switch question {
        case .none:
            // With a message of the day before it, the size is not that of a failure alone.
            if isPlausible { failureSize = size }
        case .publicKey: break
        case .password where failureSize == nil && isPlausible:
            failureSize = size
            fail(&sink)
        case .password, .response:
            if size == failureSize {
                fail(&sink)
            } else {
                isUndecided = true
            }
        }
    }

    /// Nothing but success is as small as that; with hidden lengths, what the server says at once afterwards adds to it.
    private func isSuccess(_ turn: SSHTurn, to question: Question) -> Bool {
        let success = toClient.size(payload: 1)
        guard turn.packets.isEmpty else { return turn.packets.contains(success) }
        if turn.total == success { return true }
        return questions > 1 && question != .none && turn.total >= success + toClient.size(payload: 160)
    }

    private mutating func fail(_ sink: inout FactSink) {
        failures += 1
        emit(.failed, &sink)
    }

    private func emit(_ outcome: LoginAttempt.Outcome, _ sink: inout FactSink) {
        sink.emit(.login(LoginAttempt(service: .ssh, outcome: outcome, isInferred: true)))
    }
}
