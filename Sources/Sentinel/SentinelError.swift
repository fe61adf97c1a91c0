/// What went wrong in putting the house together: a code, what happened and what to do, and the cause.
package struct SentinelError: Error, CustomStringConvertible {
    package enum Code: Sendable, Hashable { case output, memory, scenario, capture, enrichment, lists }
    package let code: Code
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String { cause.map { "\(message) (\($0))" } ?? message }
}
