package import Vocabulary

/// The addresses that send most, of many: J. Misra and D. Gries, "Finding repeated elements", 1982, with 16 counters.
///
/// An address with more than 1/17 of the total is certainly among them; its count is a lower bound. Beside it the number of
/// different addresses (`DistinctCount`), which tells a spoofed flood (as many sources as packets) from one machine.
package struct SourceTally: Sendable {
    private var addresses = InlineArray<16, IPAddress>(repeating: .unspecified)
    /// What was counted for each address, plus `lowered`: lowering all counters is one addition.
    private var counts = InlineArray<16, UInt64>(repeating: 0)
    private var lowered: UInt64 = 0
    private var used = 0
    private var seen = DistinctCount()
    package private(set) var total: UInt64 = 0

    package init() {}

    package var distinct: Int { seen.count }

    package mutating func add(_ address: IPAddress, amount: UInt64 = 1) {
        total += amount
        for place in 0..<used where addresses[place] == address {
            counts[place] += amount
            return
        }
        seen.add(Digest.of(address))
        var rest = amount
        if used == addresses.count {
            let least = lower(byAtMost: amount)
            guard amount > least else { return }
            rest -= least
        }
        addresses[used] = address
        counts[used] = rest + lowered
        used += 1
    }

    /// Lowers all counters alike until one is used up or `amount` is reached, and drops those that are; how much it was.
    private mutating func lower(byAtMost amount: UInt64) -> UInt64 {
        var least = amount
        for place in 0..<used { least = min(least, counts[place] - lowered) }
        lowered += least
        var kept = 0
        for place in 0..<used where counts[place] > lowered {
            addresses[kept] = addresses[place]
            counts[kept] = counts[place]
            kept += 1
        }
        used = kept
        return least
    }

    /// Addresses with at least this share of the total and this many, ascending by address.
    package func senders(share: Double, atLeast count: UInt64) -> [IPAddress] {
        (0..<used).filter {
            counts[$0] - lowered >= count && Double(counts[$0] - lowered) >= share * Double(total)
        }.map { addresses[$0] }.sorted()
    }
}
