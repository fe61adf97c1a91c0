package import Vocabulary

/// The addresses that send most, of many: J. Misra and D. Gries, "Finding repeated elements", 1982, with 16 counters.
///
/// An address with more than 1/17 of the total is certainly among them; its count is a lower bound. Beside it the number of
/// different addresses (`DistinctCount`), which tells a spoofed flood (as many sources as packets) from one machine.
package struct SourceTally: Sendable {
    private var entries: [(address: IPAddress, count: UInt64)] = []
    private var seen = DistinctCount()
    package private(set) var total: UInt64 = 0
    private static let limit = 16

    package init() {}

    package var distinct: Int { seen.count }

    package mutating func add(_ address: IPAddress, amount: UInt64 = 1) {
        total += amount
        for index in entries.indices where entries[index].address == address {
            entries[index].count += amount
            return
        }
        seen.add(Digest.of(address))
        if entries.count < Self.limit {
            entries.append((address, amount))
            return
        }
        var least = amount
        for entry in entries { least = min(least, entry.count) }
        for index in entries.indices { entries[index].count -= least }
        entries.removeAll { $0.count == 0 }
        if amount > least { entries.append((address, amount - least)) }
    }

    /// Addresses with at least this share of the total and this many, ascending by address.
    package func senders(share: Double, atLeast count: UInt64) -> [IPAddress] {
        entries.filter { $0.count >= count && Double($0.count) >= share * Double(total) }.map(\.address).sorted()
    }
}
