package import Learning
package import Vocabulary

/// What one host (or link address) did in one minute, in one aspect; or one flow.
package struct BehaviourWindow: Sendable {
    package let aspect: Aspect
    /// Whom it is about.
    package let subject: Party
    /// The other side: at most four of those it dealt with, or, for visits, who came most if most came from one.
    package let others: [IPAddress]
    package let row: FeatureRow
    /// First and last event of it.
    package let first: Timestamp
    package let last: Timestamp
    /// At most four flows of it.
    package let flows: [UInt64]

    package init(
        aspect: Aspect, subject: Party, others: [IPAddress], row: FeatureRow, first: Timestamp, last: Timestamp,
        flows: [UInt64]
    ) {
        self.aspect = aspect
        self.subject = subject
        self.others = others
        self.row = row
        self.first = first
        self.last = last
        self.flows = flows
    }

    /// The hour of the week, UTC.
    package var hour: Int { WeekProfile.hour(ofSecond: first.second) }
}

extension BehaviourWindow {
    /// One of these did it, or had it done.
    package func isAbout(_ parties: Set<Party>) -> Bool {
        parties.contains(subject) || others.contains { parties.contains(.address($0)) }
    }
}
