/// What the analyst could not do, and what to do about it.
package struct AnalystError: Error, Sendable, CustomStringConvertible {
    package let message: String
    package init(_ message: String) { self.message = message }
    package var description: String { message }
}
