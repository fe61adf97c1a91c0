/// What intelligence could not do, and what to do about it.
package struct EnrichmentError: Error, Sendable, CustomStringConvertible {
    package let message: String
    package init(_ message: String) { self.message = message }
    package var description: String { message }
}
