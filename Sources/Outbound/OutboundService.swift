/// A service outside of this program, and how it is treated: what it may cost and when it is given up.
///
/// `name` is the key of its budget and counters, in the file and in the API; the same name means the same budget.
package struct OutboundService: Sendable, Hashable {
    package var name: String
    package var budget: Budget
    /// For one attempt as a whole, from connecting to the last byte.
    package var timeout: Duration = .seconds(10)
    /// Bytes of an answer's body; a larger answer is refused, not cut.
    package var responseLimit = 1 << 20
    /// Further attempts after 429, 502, 503, 504 and broken connections; each costs budget.
    package var retries = 2
    /// The longest pause before another attempt. Where the service wants more, the call ends with what came.
    package var patience: Duration = .seconds(8)
    package var breaker = Breaker()
    package var trust = Trust.system
    /// Plain HTTP to other machines than this one: only for servers of the owner's, never where a key goes along.
    package var allowsPlainHTTP = false
    /// May be called while the offline switch is on, where the URL names a loopback address: a model on this machine.
    package var staysHome = false

    package init(_ name: String, budget: Budget) {
        self.name = name
        self.budget = budget
    }

    /// How many calls may be made: in any 60 seconds, and in a day of UTC.
    package struct Budget: Sendable, Hashable, Codable {
        package var perMinute: Int
        package var perDay: Int
        package init(perMinute: Int, perDay: Int) {
            self.perMinute = perMinute
            self.perDay = perDay
        }
    }

    /// When a service that fails is left alone: after so many failures in a row, for a while that doubles with each failed probe.
    package struct Breaker: Sendable, Hashable {
        package var failures = 5
        package var pause: Duration = .seconds(60)
        package var longest: Duration = .seconds(3600)
        package init() {}
    }

    /// Whose word is taken for who the server is.
    package enum Trust: Sendable, Hashable {
        /// The certificates that the system trusts.
        case system
        /// A PEM file with the certificates of the owner's own authority.
        case file(String)
    }
}
