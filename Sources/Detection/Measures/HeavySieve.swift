/// Finds the keys that come often in a second, in constant memory: the gate before a flood rule keeps state for a victim.
///
/// A slot holds one key and its count; another key in the same slot lowers the count until it takes the slot over, so that the
/// most frequent key stays (R. Boyer and J. Moore's majority vote, a slot at a time). Counts start anew every `period` seconds.
package struct HeavySieve: Sendable {
    /// What lies together is looked at together: one wait for the memory, not three.
    private struct Slot {
        var key: UInt32
        var count: UInt32
        var period: Int32
    }
    private var slots: [Slot]
    private let mask: Int
    private let period: Int64
    /// The second that was asked about last, and the period it lies in: a division is as long as all the rest.
    private var latest: (second: Int64, period: Int32)

    package init(slots count: Int = 4096, period: Int64 = 2) {
        var size = 64
        while size < count { size *= 2 }
        slots = Array(repeating: Slot(key: 0, count: 0, period: .min), count: size)
        mask = size - 1
        self.period = period
        latest = (0, 0)
    }

    /// Adds `amount` for the key and returns what its slot credits it with; never more than it really had.
    package mutating func observe(_ key: UInt64, amount: UInt32 = 1, second: Int64) -> UInt32 {
        let index = Int(truncatingIfNeeded: key) & mask
        let tag = UInt32(truncatingIfNeeded: key >> 32)
        if latest.second != second { latest = (second, Int32(truncatingIfNeeded: second / period)) }
        let now = latest.period
        var slot = slots[index]
        let credit: UInt32
        if slot.period != now {
            slot = Slot(key: tag, count: amount, period: now)
            credit = amount
        } else if slot.key == tag {
            slot.count = slot.count &+ amount
            credit = slot.count
        } else if slot.count <= amount {
            slot.key = tag
            slot.count = amount
            credit = amount
        } else {
            slot.count -= amount
            credit = 0
        }
        slots[index] = slot
        return credit
    }
}
