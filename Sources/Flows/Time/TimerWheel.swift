/// Record numbers by the second at which they are to be looked at: 256 slots of one second.
///
/// Lazy: a packet never moves an entry. Who finds an entry at its second asks the record for its true deadline and arms it
/// again if that lies later. An entry is stale when the record is armed for another second; the table counts them and builds
/// the wheel anew when there are more than `4 × capacity` entries.
struct TimerWheel {
    static var size: Int64 { 256 }
    /// Furthest second ahead that can be armed.
    static var reach: Int64 { 255 }

    private var slots: [[UInt32]] = Array(repeating: [], count: 256)
    /// The entries of the slot that was armed last, which is most often the next one too; they are taken out of `slots`.
    private var open: [UInt32] = []
    private var openSlot = 0
    private(set) var count = 0

    private static func slot(_ second: Int64) -> Int { Int(truncatingIfNeeded: second & 255) }

    @inline(__always)
    mutating func arm(_ record: UInt32, at second: Int64) {
        let slot = Self.slot(second)
        if slot != openSlot { turn(to: slot) }
        open.append(record)
        count &+= 1
    }

    /// Makes it the open slot.
    @inline(never)
    private mutating func turn(to slot: Int) {
        swap(&open, &slots[openSlot])
        openSlot = slot
        swap(&open, &slots[slot])
    }

    func isEmpty(at second: Int64) -> Bool {
        let slot = Self.slot(second)
        return slot == openSlot ? open.isEmpty : slots[slot].isEmpty
    }

    /// Takes the entry that was armed last for this second.
    mutating func popLast(at second: Int64) -> UInt32? {
        let slot = Self.slot(second)
        guard let record = slot == openSlot ? open.popLast() : slots[slot].popLast() else { return nil }
        count -= 1
        return record
    }

    /// Moves all entries of this second into `entries`, which gives its memory to the slot in return.
    mutating func take(at second: Int64, into entries: inout [UInt32]) {
        entries.removeAll(keepingCapacity: true)
        let slot = Self.slot(second)
        if slot == openSlot { swap(&entries, &open) } else { swap(&entries, &slots[slot]) }
        count -= entries.count
    }

    mutating func removeAll() {
        for slot in slots.indices { slots[slot].removeAll(keepingCapacity: true) }
        open.removeAll(keepingCapacity: true)
        count = 0
    }
}
