package import Learning
package import Vocabulary

/// What one host (or link address) did in one minute, in one aspect; or one flow.
package struct BehaviourWindow: Sendable {
    package let aspect: Aspect
    /// Whom it is about.
    package let subject: Party
    /// At most four, kept where the window lies: there are thousands at the end of a minute.
    private let named: (count: UInt8, addresses: InlineArray<4, IPAddress>)
    private let shown: (count: UInt8, ids: InlineArray<4, UInt64>)
    package let row: FeatureRow
    /// First and last event of it.
    package let first: Timestamp
    package let last: Timestamp

    /// The other side: at most four of those it dealt with, or, for visits, who came most if most came from one.
    package var others: [IPAddress] { (0..<Int(named.count)).map { named.addresses[$0] } }
    /// At most four flows of it.
    package var flows: [UInt64] { (0..<Int(shown.count)).map { shown.ids[$0] } }

    /// Of both no more than four are kept.
    package init(
        aspect: Aspect, subject: Party, others: [IPAddress], row: FeatureRow, first: Timestamp, last: Timestamp,
        flows: [UInt64]
    ) {
        self.aspect = aspect
        self.subject = subject
        self.row = row
        self.first = first
        self.last = last
        var addresses = InlineArray<4, IPAddress>(repeating: .unspecified)
        for (place, other) in others.prefix(4).enumerated() { addresses[place] = other }
        var ids = InlineArray<4, UInt64>(repeating: .max)
        for (place, flow) in flows.prefix(4).enumerated() { ids[place] = flow }
        named = (UInt8(min(others.count, 4)), addresses)
        shown = (UInt8(min(flows.count, 4)), ids)
    }

    /// The same from where they were counted: the unspecified address and the greatest id stand where there is none.
    init(
        aspect: Aspect, subject: Party, others: InlineArray<4, IPAddress>, row: FeatureRow, first: Timestamp,
        last: Timestamp, flows: InlineArray<4, UInt64>
    ) {
        self.aspect = aspect
        self.subject = subject
        self.row = row
        self.first = first
        self.last = last
        var (addresses, count) = (others, 0)
        for place in 0..<4 where others[place] != .unspecified {
            addresses[count] = others[place]
            count &+= 1
        }
        named = (UInt8(truncatingIfNeeded: count), addresses)
        var ids = flows
        count = 0
        for place in 0..<4 where flows[place] != .max {
            ids[count] = flows[place]
            count &+= 1
        }
        shown = (UInt8(truncatingIfNeeded: count), ids)
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
