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
    /// Of each address eight bits of its digest: sixteen are compared at once.
    private var tags = SixteenTags()
    private var used = 0
    private var seen = DistinctCount()
    package private(set) var total: UInt64 = 0

    package init() {}

    package var distinct: Int { seen.count }

    package mutating func add(_ address: IPAddress, amount: UInt64 = 1) {
        add(address, Digest.of(address), amount: amount)
    }

    /// The same where the digest of the address is there already.
    @inline(__always)
    package mutating func add(_ address: IPAddress, _ digest: UInt64, amount: UInt64 = 1) {
        total += amount
        let tag = UInt8(truncatingIfNeeded: digest >> 56)
        if tags.mayContain(tag), raise(address, amount) { return }
        seen.add(digest)
        var rest = amount
        if used == addresses.count {
            let least = lower(byAtMost: amount)
            guard amount > least else { return }
            rest -= least
        }
        addresses[used] = address
        counts[used] = rest + lowered
        tags[used] = tag
        used += 1
    }

    /// Counts for an address that has a counter; false for others.
    @inline(never)
    private mutating func raise(_ address: IPAddress, _ amount: UInt64) -> Bool {
        for place in 0..<used where addresses[place] == address {
            counts[place] += amount
            return true
        }
        return false
    }

    /// Lowers all counters alike until one is used up or `amount` is reached, and drops those that are; how much it was.
    @inline(never)
    private mutating func lower(byAtMost amount: UInt64) -> UInt64 {
        var least = amount
        for place in 0..<used { least = min(least, counts[place] - lowered) }
        lowered += least
        var kept = 0
        let former = tags
        tags = SixteenTags()
        for place in 0..<used where counts[place] > lowered {
            addresses[kept] = addresses[place]
            counts[kept] = counts[place]
            tags[kept] = former[place]
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

/// Sixteen bytes, of which one is looked for in all at once (A. Mycroft's test for a zero byte in a word).
private struct SixteenTags {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    @inline(__always)
    func mayContain(_ tag: UInt8) -> Bool {
        let pattern = UInt64(tag) &* 0x0101_0101_0101_0101
        return (Self.zeros(low ^ pattern) | Self.zeros(high ^ pattern)) != 0
    }

    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }

    subscript(_ place: Int) -> UInt8 {
        get { UInt8(truncatingIfNeeded: (place < 8 ? low : high) &>> (UInt64(place & 7) &* 8)) }
        @inline(__always)
        set {
            let shift = UInt64(place & 7) &* 8
            if place < 8 {
                low = low & ~(0xFF &<< shift) | UInt64(newValue) &<< shift
            } else {
                high = high & ~(0xFF &<< shift) | UInt64(newValue) &<< shift
            }
        }
    }
}
