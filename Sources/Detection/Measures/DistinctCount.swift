/// How many different values were seen: exact up to 32, then estimated by HyperLogLog with 256 registers (error about 6.5 %).
///
/// Values are given as 64-bit digests; the mixing is fixed, so the same values give the same count in every run.
/// P. Flajolet et al., "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm", 2007.
package struct DistinctCount: Sendable {
    /// The first needs no memory of its own: most of what is counted is seen once.
    private var first: UInt64?
    private var others: [UInt64] = []
    private var registers: [UInt8] = []
    private static let exactLimit = 32

    package init() {}

    /// Begins anew, in the memory it has.
    package mutating func removeAll() {
        first = nil
        if !others.isEmpty { others.removeAll(keepingCapacity: true) }
        if !registers.isEmpty { registers = [] }
    }

    /// True when the value was certainly or probably not seen before.
    @discardableResult @inline(__always)
    package mutating func add(_ value: UInt64) -> Bool {
        let mixed = Self.mix(value)
        // Of many values hardly one raises a register.
        if !registers.isEmpty, Self.rank(mixed) <= registers[Int(mixed & 255)] { return false }
        return note(mixed)
    }

    @inline(never)
    private mutating func note(_ mixed: UInt64) -> Bool {
        if registers.isEmpty {
            guard let first else {
                first = mixed
                return true
            }
            if first == mixed || holds(mixed) { return false }
            if others.count + 1 < Self.exactLimit {
                if others.isEmpty { others.reserveCapacity(4) }
                others.append(mixed)
                return true
            }
            registers = Array(repeating: 0, count: 256)
            _ = register(first)
            for old in others { _ = register(old) }
            self.first = nil
            others = []
        }
        return register(mixed)
    }

    @inline(__always)
    private func holds(_ mixed: UInt64) -> Bool {
        let lent = others.span
        for place in lent.indices where lent[place] == mixed { return true }
        return false
    }

    package var count: Int {
        guard !registers.isEmpty else { return others.count + (first == nil ? 0 : 1) }
        var sum = 0.0
        var zeros = 0
        for rank in registers {
            sum += 1 / Double(UInt64(1) << UInt64(rank))
            if rank == 0 { zeros += 1 }
        }
        let m = 256.0
        let raw = 0.7213 / (1 + 1.079 / m) * m * m / sum
        if raw <= 2.5 * m, zeros > 0 { return Int((m * Self.log(m / Double(zeros))).rounded()) }
        return Int(raw.rounded())
    }

    private mutating func register(_ mixed: UInt64) -> Bool {
        let index = Int(mixed & 255)
        let rank = Self.rank(mixed)
        guard rank > registers[index] else { return false }
        registers[index] = rank
        return true
    }

    @inline(__always)
    private static func rank(_ mixed: UInt64) -> UInt8 {
        UInt8(truncatingIfNeeded: min((mixed >> 8 | 1 << 55).trailingZeroBitCount &+ 1, 56))
    }

    /// SplitMix64's finaliser (S. Vigna), a fixed bijection.
    @inline(__always)
    package static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Natural logarithm by the series of atanh, enough for a count: no libm on this floor.
    private static func log(_ value: Double) -> Double {
        let exponent = Double(value.exponent)
        let t = (value.significand - 1) / (value.significand + 1)
        var term = t
        var sum = 0.0
        for k in stride(from: 1.0, through: 21, by: 2) {
            sum += term / k
            term *= t * t
        }
        return 2 * sum + exponent * 0.693_147_180_559_945_3
    }
}
