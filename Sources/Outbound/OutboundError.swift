/// What the gate to the outside could not do, and what to do about it.
package struct OutboundError: Error, Sendable, CustomStringConvertible {
    package let message: String
    package init(_ message: String) { self.message = message }
    package var description: String { message }
}
