/// One thing that was looked at on this machine, what was found, and what to do where it is not as it should be.
package struct Checkup: Sendable, Hashable {
    package enum Verdict: String, Sendable {
        case good
        /// Something will be worse than it could be.
        case warning
        /// Without it there is no live capture.
        case missing
    }
    package var name: String
    package var verdict: Verdict
    package var found: String
    /// The exact thing to do; nil where nothing is to be done.
    package var remedy: String?

    package init(_ name: String, _ verdict: Verdict, _ found: String, remedy: String? = nil) {
        self.name = name
        self.verdict = verdict
        self.found = found
        self.remedy = remedy
    }
}
