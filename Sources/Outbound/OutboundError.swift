/// What the gate to the outside could not do, and what to do about it.
///
/// `message` is for people and never carries a key. An answer with an unwelcome status is no error: it is an `OutboundResponse`.
package struct OutboundError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable, Hashable {
        /// The offline switch is on: nothing leaves.
        case offline
        /// The subject of the lookup is not a public address: it never leaves the house.
        case privateSubject = "private_subject"
        /// The budget of the minute or the day is used up.
        case budget
        /// The service asked to be left alone for a while (429, Retry-After).
        case throttled
        /// It failed several times in a row and is left alone for a while.
        case circuitOpen = "circuit_open"
        case timedOut = "timed_out"
        /// More came than was asked for.
        case tooLarge = "too_large"
        /// The server could not prove who it is.
        case certificate
        /// No connection, or one that broke.
        case connection
        /// What was asked for cannot be sent: a URL that is none, a header with a line break.
        case badRequest = "bad_request"
        /// The answer does not follow the protocol.
        case badAnswer = "bad_answer"
        /// The external program is not there or failed.
        case command
        case cancelled
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }

    /// Refused before anything left the machine.
    package var isRefusal: Bool {
        switch code {
        case .offline, .privateSubject, .budget, .throttled, .circuitOpen, .badRequest: true
        default: false
        }
    }
}
