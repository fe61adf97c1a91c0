import Vocabulary

/// What the gate knows of a call before it is made.
struct CallTicket: Sendable {
    var target: String
    var purpose: String
    var subject: IPAddress?
    /// It does not leave the machine, and its service may be called offline.
    var staysHome = false
}

/// What an answer says of the service that gave it.
struct CallVerdict: Sendable {
    enum Standing: Sendable {
        case fine
        case busy
        case failing(String)
    }

    /// For the list of calls.
    var outcome: String
    var standing: Standing
    /// Seconds the server wants to be left alone.
    var retryAfter: Double?
    /// Another attempt may do better.
    var isPassing: Bool

    init(_ outcome: String, _ standing: Standing, retryAfter: Double? = nil, isPassing: Bool = false) {
        self.outcome = outcome
        self.standing = standing
        self.retryAfter = retryAfter
        self.isPassing = isPassing
    }
}

extension OutboundError {
    /// Another attempt may do better.
    var isPassing: Bool { code == .connection || code == .timedOut }
}
