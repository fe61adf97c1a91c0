/// One try to log in, counted as a log-in: never as a packet or a connection.
public struct LoginAttempt: Sendable, Hashable {
    public enum Outcome: UInt8, Sendable {
        /// The try was seen, its outcome was not (encrypted, or not answered yet).
        case unknown
        case failed, succeeded
    }
    public var service: Service
    public var outcome: Outcome
    /// The account, where it is in clear; passwords are never kept.
    public var user: String
    /// How sure the reader is: `stated` by the protocol in clear, or `inferred` from the sizes of encrypted packets.
    public var isInferred: Bool

    public init(service: Service, outcome: Outcome, user: String = "", isInferred: Bool = false) {
        self.service = service
        self.outcome = outcome
        self.user = user
        self.isInferred = isInferred
    }
}
