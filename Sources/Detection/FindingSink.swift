package import Vocabulary

/// Where rules put what they found.
///
/// Rules judge one after the other, findings are told in the order of the events: each is kept with its turn, which is the entry of
/// the run it was found at, then the rule.
package struct FindingSink {
    package private(set) var findings: [Finding] = []
    /// The turn of each finding since the last `settle`.
    private var turns: [Int] = []
    private var turn = 0

    package init() {}

    /// A rule, by its place, goes on to an entry of the run.
    @inline(__always)
    mutating func turn(to entry: Int, of rule: Int) { turn = entry &<< 6 | rule }

    package mutating func report(_ finding: Finding) {
        findings.append(finding)
        turns.append(turn)
    }

    /// Brings what was found since the last call into the order of the events. `order`: the order of an entry's event.
    @inline(__always)
    mutating func settle(_ order: (Int) -> UInt64) { if !turns.isEmpty { sort(order) } }

    @inline(never)
    private mutating func sort(_ order: (Int) -> UInt64) {
        let first = findings.count - turns.count
        // What one rule says at one entry stays as it was said.
        let sorted = turns.indices.sorted { (turns[$0], $0) < (turns[$1], $1) }
        findings.replaceSubrange(
            first...,
            with: sorted.map { place in
                var finding = findings[first + place]
                finding.order = order(turns[place] &>> 6)
                return finding
            })
        turns.removeAll(keepingCapacity: true)
        turn = 0
    }

    package mutating func drain() -> [Finding] {
        defer { findings.removeAll(keepingCapacity: true) }
        return findings
    }
}
