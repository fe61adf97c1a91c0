/// When a rule may speak again: first at the threshold, then each time the evidence has grown tenfold.
package struct ReportLadder: Sendable {
    private var next: Int?

    package init() {}

    package var hasReported: Bool { next != nil }

    /// True when `count` calls for a report; the next one is due at ten times that.
    package mutating func climbs(to count: Int) -> Bool {
        if let next, count < next { return false }
        next = count.multipliedReportingOverflow(by: 10).partialValue
        return true
    }
}
