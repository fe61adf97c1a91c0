/// Finds the keys that come often in a second, in constant memory: the gate before a flood rule keeps state for a victim.
///
/// A slot holds one key and its count; another key in the same slot lowers the count until it takes the slot over, so that the
/// most frequent key stays (R. Boyer and J. Moore's majority vote, a slot at a time). Counts start anew every `period` seconds.
package struct HeavySieve: Sendable {
    private var keys: [UInt32]
    private var counts: [UInt32]
    private var periods: [Int32]
    private let mask: Int
    private let period: Int64

    package init(slots count: Int = 4096, period: Int64 = 2) {
        var size = 64
        while size < count { size *= 2 }
        keys = Array(repeating: 0, count: size)
        counts = Array(repeating: 0, count: size)
        periods = Array(repeating: Int32.min, count: size)
        mask = size - 1
        self.period = period
    }

    /// Adds `amount` for the key and returns what its slot credits it with; never more than it really had.
    package mutating func observe(_ key: UInt64, amount: UInt32 = 1, second: Int64) -> UInt32 {
        let index = Int(truncatingIfNeeded: key) & mask
        let tag = UInt32(truncatingIfNeeded: key >> 32)
        let now = Int32(truncatingIfNeeded: second / period)
        if periods[index] != now {
            periods[index] = now
            keys[index] = tag
            counts[index] = amount
            return amount
        }
        if keys[index] == tag {
            counts[index] = counts[index] &+ amount
            return counts[index]
        }
        if counts[index] <= amount {
            keys[index] = tag
            counts[index] = amount
            return amount
        }
        counts[index] -= amount
        return 0
    }
}
