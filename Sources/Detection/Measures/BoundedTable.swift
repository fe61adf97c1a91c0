/// A dictionary with a cap: when it is full, the entry that was touched least recently (roughly: second chance) makes room.
///
/// Bounds: `capacity` entries. Eviction: a hand goes round the slots, spares each entry once that was touched since its last
/// visit, and takes the first that was not. `evicted` counts. Deterministic: slots are filled in order of insertion.
/// Values are changed where they lie, never copied out and back.
package struct BoundedTable<Key: Hashable, Value> {
    private enum Mark: UInt8 { case free, used, touched }
    private var positions: [Key: Int] = [:]
    private var keys: [Key] = []
    private var values: [Value] = []
    private var marks: [Mark] = []
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
        positions[key].map { values[$0] }
    }

    /// Finds or makes the entry and changes it in place. An entry that had to go is handed to `evict`.
    @discardableResult
    package mutating func update<Result>(
        _ key: Key, default make: @autoclosure () -> Value, evict: (Key, Value) -> Void = { _, _ in },
        _ body: (inout Value) -> Result
    ) -> Result {
        let position = positions[key] ?? insert(key, make(), evict)
        marks[position] = .touched
        return body(&values[position])
    }

    /// Changes an entry that is there; nil, and nothing made, when it is not.
    @discardableResult
    package mutating func change<Result>(_ key: Key, _ body: (inout Value) -> Result) -> Result? {
        guard let position = positions[key] else { return nil }
        marks[position] = .touched
        return body(&values[position])
    }

    @discardableResult
    package mutating func remove(_ key: Key) -> Value? {
        guard let position = positions.removeValue(forKey: key) else { return nil }
        marks[position] = .free
        free.append(position)
        return values[position]
    }

    /// Every entry in slot order, which does not depend on hashing. To be used at ticks, not per event.
    package mutating func forEach(_ body: (Key, inout Value) -> Void) {
        for position in keys.indices where marks[position] != .free { body(keys[position], &values[position]) }
    }

    /// Removes what `isStale` says, in slot order.
    package mutating func removeAll(where isStale: (Key, Value) -> Bool) {
        for position in keys.indices where marks[position] != .free {
            guard isStale(keys[position], values[position]) else { continue }
            positions[keys[position]] = nil
            marks[position] = .free
            free.append(position)
        }
    }

    private mutating func insert(_ key: Key, _ value: Value, _ evict: (Key, Value) -> Void) -> Int {
        let position: Int
        if let vacant = free.popLast() {
            position = vacant
        } else if keys.count < capacity {
            keys.append(key)
            values.append(value)
            marks.append(.used)
            positions[key] = keys.count - 1
            return keys.count - 1
        } else {
            position = makeRoom(evict)
        }
        keys[position] = key
        values[position] = value
        positions[key] = position
        return position
    }

    private mutating func makeRoom(_ evict: (Key, Value) -> Void) -> Int {
        while true {
            let position = hand
            hand = hand + 1 == keys.count ? 0 : hand + 1
            switch marks[position] {
            case .free: continue
            case .touched: marks[position] = .used
            case .used:
                evicted += 1
                positions[keys[position]] = nil
                evict(keys[position], values[position])
                return position
            }
        }
    }
}

extension BoundedTable: Sendable where Key: Sendable, Value: Sendable {}
