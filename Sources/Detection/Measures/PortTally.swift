/// Which port most packets share: majority vote with eight counters (Misra and Gries), as a lower bound of its share.
package struct PortTally: Sendable {
    private var entries: [(port: UInt16, count: UInt64)] = []
    private var total: UInt64 = 0

    package init() {}

    package mutating func add(_ port: UInt16, amount: UInt64 = 1) {
        total += amount
        for index in entries.indices where entries[index].port == port {
            entries[index].count += amount
            return
        }
        if entries.count < 8 {
            entries.append((port, amount))
            return
        }
        for index in entries.indices { entries[index].count -= min(amount, entries[index].count) }
        entries.removeAll { $0.count == 0 }
    }

    /// The most frequent port, the lower one of two equals, and its share of all, at least.
    package var leader: (port: UInt16, share: Double) {
        var best: (port: UInt16, count: UInt64) = (0, 0)
        for entry in entries where entry.count > best.count || entry.count == best.count && entry.port < best.port {
            best = entry
        }
        return (best.port, total == 0 ? 0 : Double(best.count) / Double(total))
    }

    /// The kept ports, most frequent first.
    package var leaders: [UInt16] {
        entries.sorted { $0.count != $1.count ? $0.count > $1.count : $0.port < $1.port }.map(\.port)
    }
}
