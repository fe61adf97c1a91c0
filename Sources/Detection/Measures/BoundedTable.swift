/// A dictionary with a cap: when it is full, the entry that was touched least recently (roughly: second chance) makes room.
///
/// Bounds: `capacity` entries. Eviction: a hand goes round the slots, spares each entry once that was touched since its last
/// visit, and takes the first that was not. `evicted` counts. Deterministic: slots are filled in order of insertion.
package struct BoundedTable<Key: Hashable, Value> {
    fileprivate struct Slot {
        var key: Key
        var value: Value
        var touched: Bool
    }
    private var positions: [Key: Int] = [:]
    private var slots: [Slot?] = []
    private var free: [Int] = []
    private var hand = 0
    package let capacity: Int
    package private(set) var evicted: UInt64 = 0

    package init(capacity: Int) {
        precondition(capacity > 0, "a table needs room for one entry")
        self.capacity = capacity
    }

    package var count: Int { positions.count }

    /// Looks without touching.
    package func value(for key: Key) -> Value? {
        positions[key].flatMap { slots[$0]?.value }
    }

    /// Finds or makes the entry and changes it in place. An entry that had to go is handed to `evict`.
    @discardableResult
    package mutating func update<Result>(
        _ key: Key, default make: @autoclosure () -> Value, evict: (Key, Value) -> Void = { _, _ in },
        _ body: (inout Value) -> Result
    ) -> Result {
        let position: Int
        if let found = positions[key] {
            position = found
        } else {
            position = room(evict)
            slots[position] = Slot(key: key, value: make(), touched: false)
            positions[key] = position
        }
        guard var slot = slots[position].take() else { preconditionFailure("a position without its slot") }
        slot.touched = true
        defer { slots[position] = slot }
        return body(&slot.value)
    }

    /// Changes an entry that is there; nil, and nothing made, when it is not.
    @discardableResult
    package mutating func change<Result>(_ key: Key, _ body: (inout Value) -> Result) -> Result? {
        guard let position = positions[key], var slot = slots[position].take() else { return nil }
        slot.touched = true
        defer { slots[position] = slot }
        return body(&slot.value)
    }

    @discardableResult
    package mutating func remove(_ key: Key) -> Value? {
        guard let position = positions.removeValue(forKey: key), let slot = slots[position].take() else { return nil }
        free.append(position)
        return slot.value
    }

    /// Every entry in slot order, which does not depend on hashing. To be used at ticks, not per event.
    package mutating func forEach(_ body: (Key, inout Value) -> Void) {
        for position in slots.indices {
            guard var slot = slots[position].take() else { continue }
            body(slot.key, &slot.value)
            slots[position] = slot
        }
    }

    /// Removes what `isStale` says, in slot order.
    package mutating func removeAll(where isStale: (Key, Value) -> Bool) {
        for position in slots.indices {
            guard let slot = slots[position], isStale(slot.key, slot.value) else { continue }
            positions[slot.key] = nil
            slots[position] = nil
            free.append(position)
        }
    }

    private mutating func room(_ evict: (Key, Value) -> Void) -> Int {
        if let position = free.popLast() { return position }
        if slots.count < capacity {
            slots.append(nil)
            return slots.count - 1
        }
        while true {
            defer { hand = (hand + 1) % slots.count }
            guard let slot = slots[hand] else { continue }
            if slot.touched {
                slots[hand]?.touched = false
                continue
            }
            evicted += 1
            positions[slot.key] = nil
            slots[hand] = nil
            evict(slot.key, slot.value)
            return hand
        }
    }
}

extension BoundedTable: Sendable where Key: Sendable, Value: Sendable {}
extension BoundedTable.Slot: Sendable where Key: Sendable, Value: Sendable {}
