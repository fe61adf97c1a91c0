/// The first flows that show something: at most 32 ids, each once.
///
/// The first one needs no memory of its own: most of what is counted is seen once.
package struct FlowSample: Sendable {
    private var first: UInt64?
    private var others: [UInt64] = []
    /// The one that came last, kept or not: a flow comes several times in a row.
    private var latest: UInt64 = 0

    package init() {}

    package var ids: [UInt64] { first.map { [$0] + others } ?? [] }

    @inline(__always)
    package mutating func add(_ id: UInt64) {
        guard first == nil || id != latest else { return }
        latest = id
        note(id)
    }

    @inline(never)
    private mutating func note(_ id: UInt64) {
        guard let first else {
            first = id
            return
        }
        guard id != first, others.count < 31, !others.contains(id) else { return }
        if others.isEmpty { others.reserveCapacity(4) }
        others.append(id)
    }
}
