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
    /// The usual question of keyboard-interactive, one prompt `Password: ` (RFC 4256, 3.2).
    private static var promptPayload: Int { 32 }

    private enum Question { case none, password, interactive, response, publicKey, keyOrPassword }

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
    /// The first question may be `none` or a password of a client that imitates OpenSSH: it was `none` if another one follows.
    private var firstMayBePassword = false
    /// Size of the answer that means failure.
    private var failureSize: Int?
    /// Failures of questions that may have been a password or a small public key. A connection that ends with success had
    /// offered another key before the right one; one that does not was guessing.
    private var doubtfulFailures = 0
    /// The question whose answer was neither failure nor success: a prompt, or the server's farewell.
    private var undecided: Question?
    /// An answer had the size of a failure, but a prompt for a password has it too: the next question tells.
    private var holdsFailure = false
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
            ask(turn.size, &sink)
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
        for _ in 0..<doubtfulFailures { emit(.failed, &sink) }
        if open == .password, openSize > toServer.size(payload: 40) {
            emit(.unknown, &sink)
        } else if holdsFailure || firstMayBePassword && open == nil || undecided == .password || undecided == .response
        {
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

    private mutating func ask(_ size: Int, _ sink: inout FactSink) {
        questions += 1
        openSize = size
        firstMayBePassword = false
        if questions == 1, !skipsNone, size <= toServer.size(payload: 31 + 32) {
            firstMayBePassword = hidesPasswords && toServer.hidesLength(size)
            open = Question.none
            noneSize = size
        } else if undecided != nil {
            open = .response
        } else if holdsFailure, size < noneSize ?? toServer.size(payload: 40) {
            holdsFailure = false
            open = .response
        } else {
            open = kind(of: size)
        }
        undecided = nil
        if holdsFailure { emit(.failed, &sink) }
        holdsFailure = false
    }

    /// The smallest public key adds 76 bytes to the question with `none`, a password rarely 50, but OpenSSH fills passwords up.
    private func kind(of size: Int) -> Question {
        let base = noneSize ?? toServer.size(payload: 31 + 8)
        guard hidesPasswords, size - base < 160, toServer.hidesLength(size) else {
            if hidesPasswords, noneSize != nil, size - base < 40 { return .interactive }
            return size - base >= 64 ? .publicKey : .password
        }
        let mayBeKey =
            noneSize != nil
            && (32..<72).contains { toServer.size(payload: $0) == base && toServer.size(payload: $0 + 76) == size }
        return mayBeKey ? .keyOrPassword : .password
    }

    private mutating func answer(_ turn: SSHTurn, to question: Question, _ sink: inout FactSink) {
        let size = turn.size
        if isSuccess(turn, to: question) {
            emit(.succeeded, &sink)
            isDone = true
            return
        }
        // Some clients ask for the service again before each method.
        if openSize == toServer.size(payload: 17), size == toClient.size(payload: 17) { return }
        let isPlausible = size <= toClient.size(payload: 6 + 90)
        switch question {
        case .none:
            // With a message of the day before it, the size is not that of a failure alone.
            if isPlausible { failureSize = size }
        case .publicKey: break
        case .keyOrPassword:
            if size == failureSize { doubtfulFailures += 1 }
        case .password where failureSize == nil && isPlausible:
            failureSize = size
            emit(.failed, &sink)
        case .password where size == failureSize && size == toClient.size(payload: Self.promptPayload):
            holdsFailure = true
        case .password, .response:
            if size == failureSize { emit(.failed, &sink) } else { undecided = question }
        case .interactive: undecided = question
        }
    }

    /// Nothing but success is as small as that; with hidden lengths, what the server says at once afterwards adds to it.
    private func isSuccess(_ turn: SSHTurn, to question: Question) -> Bool {
        let success = toClient.size(payload: 1)
        guard turn.packets.isEmpty else { return turn.packets.contains(success) }
        if turn.total == success { return true }
        return questions > 1 && question != .none && turn.total >= success + toClient.size(payload: 160)
    }

    private func emit(_ outcome: LoginAttempt.Outcome, _ sink: inout FactSink) {
        sink.emit(.login(LoginAttempt(service: .ssh, outcome: outcome, isInferred: true)))
    }
}
