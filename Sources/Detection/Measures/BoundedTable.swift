import Bedrock
package import Vocabulary

/// A dictionary with a cap: when it is full, the entry that was touched least recently (roughly: second chance) makes room.
///
/// Bounds: `capacity` entries. Eviction: a hand goes round the slots, spares each entry once that was touched since its last
/// visit, and takes the first that was not. `evicted` counts. Deterministic: slots are filled in order of insertion.
/// Values are changed where they lie, never copied out and back; key, mark and value lie together, so that an entry is one wait for
/// the memory. Keys are hashed with the seed of the process.
package struct BoundedTable<Key: SeededKey, Value> {
    private typealias Entry = BoundedEntry<Key, Value>
    private var index = SlotIndex()
    private let hashing = SeededHash.process
    private var entries: [Entry] = []
    private var free: [Int] = []
    private var hand = 0
    /// The place that was touched last by `touch`.
    private var latest = 0
    /// A table that stays as small as this has a small array.
    private static var few: Int { 64 }
    package let capacity: Int
    package private(set) var evicted: UInt64 = 0

    package init(capacity: Int) {
        precondition(capacity > 0, "a table needs room for one entry")
        self.capacity = capacity
    }

    package var count: Int { index.count }

    /// Looks without touching.
    package func value(for key: Key) -> Value? {
        position(of: key).map { entries[$0].value }
    }

    /// True where the key has an entry; looks without touching.
    package func holds(_ key: Key) -> Bool { position(of: key) != nil }

    /// Finds or makes the entry and changes it in place. An entry that had to go is handed to `evict`.
    @discardableResult
    package mutating func update<Result>(
        _ key: Key, default make: @autoclosure () -> Value, evict: (Key, Value) -> Void = { _, _ in },
        _ body: (inout Value) -> Result
    ) -> Result {
        let hash = key.hash(hashing)
        let position = position(of: key, hash) ?? insert(key, hash, make(), evict)
        // One span: of the array, each access would ask whether it is shared.
        var lent = entries.mutableSpan
        lent[position].mark = .touched
        return body(&lent[position].value)
    }

    /// Finds or makes the entry. Quick for the one that was touched before, as name servers are again and again.
    package mutating func touch(_ key: Key, default make: @autoclosure () -> Value) {
        if !isLatest(key) {
            let hash = key.hash(hashing)
            latest = position(of: key, hash) ?? insert(key, hash, make(), { _, _ in })
        }
        entries[latest].mark = .touched
    }

    @inline(__always)
    private func isLatest(_ key: Key) -> Bool {
        let lent = entries.span
        guard latest < lent.count else { return false }
        return lent[latest].key == key && lent[latest].mark != .free
    }

    /// Changes an entry that is there; nil, and nothing made, when it is not.
    @discardableResult
    package mutating func change<Result>(_ key: Key, _ body: (inout Value) -> Result) -> Result? {
        guard let position = position(of: key) else { return nil }
        var lent = entries.mutableSpan
        lent[position].mark = .touched
        return body(&lent[position].value)
    }

    /// Asks for the memory in which the key is looked for.
    @inline(__always)
    package func prefetch(_ key: Key) { index.buckets.prefetch(index.home(of: key.hash(hashing))) }

    /// Asks for the entry itself, once what `prefetch` asked for has come. Keys that share a bucket may be asked for in vain.
    @inline(__always)
    package func prefetchValue(_ key: Key, lines: Int) {
        let bucket = index.buckets[index.home(of: key.hash(hashing))]
        guard bucket != 0 else { return }
        entries.prefetch(Int(bucket & 0xFFFF_FFFF), lines: lines)
    }

    @discardableResult
    package mutating func remove(_ key: Key) -> Value? {
        guard let position = position(of: key) else { return nil }
        release(position)
        return entries[position].value
    }

    /// Every entry in slot order, which does not depend on hashing. To be used at ticks, not per event.
    package mutating func forEach(_ body: (Key, inout Value) -> Void) {
        for position in entries.indices {
            guard let key = key(at: position) else { continue }
            body(key, &entries[position].value)
        }
    }

    /// Removes what `isStale` says, in slot order.
    package mutating func removeAll(where isStale: (Key, Value) -> Bool) {
        for position in entries.indices where entries[position].mark != .free {
            guard isStale(entries[position].key, entries[position].value) else { continue }
            release(position)
        }
    }

    /// The key of an entry that is used. Of the span, because the array would copy all of the entry.
    @inline(__always)
    private func key(at position: Int) -> Key? {
        let lent = entries.span
        guard lent[position].mark != .free else { return nil }
        return lent[position].key
    }

    @inline(__always)
    private func position(of key: Key) -> Int? { position(of: key, key.hash(hashing)) }

    @inline(__always)
    private func position(of key: Key, _ hash: UInt64) -> Int? {
        let lent = entries.span
        var probe = index.probe(hash)
        while let position = index.next(&probe) { if lent[position].key == key { return position } }
        return nil
    }

    private mutating func release(_ position: Int) {
        index.remove(entries[position].key.hash(hashing), position)
        entries[position].mark = .free
        free.append(position)
    }

    private mutating func insert(
        _ key: Key, _ hash: UInt64, _ value: consuming Value, _ evict: (Key, Value) -> Void
    ) -> Int {
        let position: Int
        if let vacant = free.popLast() {
            position = vacant
        } else if entries.count < capacity {
            // Address space for all of them at once: no entry is moved again. Memory is taken where it is used.
            if entries.count == Self.few {
                entries.reserveCapacity(capacity)
            } else if entries.isEmpty {
                entries.reserveCapacity(min(capacity, 8))
            }
            entries.append(Entry(key: key, mark: .used, value: value))
            index.insert(hash, entries.count - 1)
            return entries.count - 1
        } else {
            position = makeRoom(evict)
        }
        entries[position] = Entry(key: key, mark: .used, value: value)
        index.insert(hash, position)
        return position
    }

    private mutating func makeRoom(_ evict: (Key, Value) -> Void) -> Int {
        while true {
            let position = hand
            hand = hand + 1 == entries.count ? 0 : hand + 1
            switch entries[position].mark {
            case .free: continue
            case .touched: entries[position].mark = .used
            case .used:
                evicted += 1
                index.remove(entries[position].key.hash(hashing), position)
                evict(entries[position].key, entries[position].value)
                return position
            }
        }
    }
}

extension BoundedTable: Sendable where Key: Sendable, Value: Sendable {}

private enum BoundedMark: UInt8 { case free, used, touched }

/// Not inside of the table, which asks something of its keys: at the start of each table the runtime would search all of the program for
/// the proof that this key keeps to it.
private struct BoundedEntry<Key, Value> {
    var key: Key
    var mark: BoundedMark
    var value: Value
}

extension BoundedEntry: Sendable where Key: Sendable, Value: Sendable {}
