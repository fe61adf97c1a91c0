import Bedrock

/// A bounded table keyed by 64-bit digests, made for lookups that mostly fail: eight ways, no hashing, no dictionary.
///
/// Why it exists: rules look at every new flow, and a spoofed flood brings a million new sources; a lookup touches one cache
/// line and an insertion needs no allocation beyond the value. Bounds: `capacity` entries. Eviction: when the eight ways of a
/// digest are full, the one touched longest ago makes room; `evicted` counts. What fools it: two keys with one digest share
/// an entry, which chance does once in 2^64 and an attacker only to his own entries.
package struct DigestTable<Value: Sendable>: Sendable {
    /// Eight entries: what they are in one cache line, when they were touched and where they lie in the next.
    private struct Row {
        var tags = InlineArray<8, UInt64>(repeating: 0)
        var stamps = InlineArray<8, UInt32>(repeating: 0)
        var places = InlineArray<8, Int32>(repeating: -1)
    }
    private static var ways: Int { 8 }
    private var rows: [Row]
    /// Used ways of each row: most lookups end at a zero here, in a kilobyte that stays in the cache.
    private var used: [UInt8]
    private var values: [Value] = []
    private var clock: UInt32 = 0
    private let mask: Int
    package private(set) var count = 0
    package private(set) var evicted: UInt64 = 0

    /// `capacity` is rounded up to a power of two, 8 at least.
    package init(capacity: Int) {
        var size = Self.ways
        while size < capacity { size *= 2 }
        rows = Array(repeating: Row(), count: size / Self.ways)
        used = Array(repeating: 0, count: size / Self.ways)
        mask = size / Self.ways - 1
    }

    package var capacity: Int { rows.count * Self.ways }

    @inline(__always)
    private func row(_ digest: UInt64) -> Int { Int(truncatingIfNeeded: digest >> 20) & mask }

    @inline(__always)
    private func way(_ digest: UInt64, _ row: Int) -> Int? {
        let tag = digest | 1
        for way in 0..<Self.ways where rows[row].tags[way] == tag { return way }
        return nil
    }

    /// The entry's place, for `subscript`; valid until the next `insert`.
    @inline(__always)
    package mutating func find(_ digest: UInt64) -> Int? {
        let row = row(digest)
        guard count > 0, used[row] > 0, let way = way(digest, row) else { return nil }
        return touch(row, way)
    }

    /// Asks for the memory in which `find` and `insert` look for the digest.
    @inline(__always)
    package func prefetch(_ digest: UInt64) { rows.prefetch(row(digest), lines: 3) }

    /// Asks for the value itself, once what `prefetch` asked for has come.
    @inline(__always)
    package func prefetchValue(_ digest: UInt64, lines: Int = 1) {
        let row = row(digest)
        guard used[row] > 0 else { return }
        if let way = way(digest, row) {
            values.prefetch(Int(rows[row].places[way]), lines: lines)
        } else if used[row] == Self.ways {
            // It will probably be put in: in the place of the oldest.
            values.prefetch(Int(rows[row].places[oldest(row)]), lines: lines)
        }
    }

    /// The same where newcomers are rare: nothing is asked for in vain for them.
    @inline(__always)
    package func prefetchFound(_ digest: UInt64, lines: Int) {
        let row = row(digest)
        guard used[row] > 0, let way = way(digest, row) else { return }
        values.prefetch(Int(rows[row].places[way]), lines: lines)
    }

    private mutating func touch(_ row: Int, _ way: Int) -> Int {
        let now = clock &+ 1
        clock = now
        var lent = rows.mutableSpan
        lent[row].stamps[way] = now
        return Int(lent[row].places[way])
    }

    package subscript(place: Int) -> Value {
        _read { yield values[place] }
        _modify { yield &values[place] }
    }

    /// Puts a value in and returns its place. The digest must not be in the table already.
    package mutating func insert(_ digest: UInt64, _ value: Value) -> Int {
        let row = row(digest)
        clock &+= 1
        let way: Int
        if used[row] < Self.ways {
            way = Int(used[row])
            used[row] += 1
            count += 1
        } else {
            way = oldest(row)
            evicted += 1
        }
        rows[row].tags[way] = digest | 1
        rows[row].stamps[way] = clock
        let place = Int(rows[row].places[way])
        if place < 0 {
            // Address space for all of them at once, as in `BoundedTable`.
            if values.count == 64 { values.reserveCapacity(capacity) }
            rows[row].places[way] = Int32(values.count)
            values.append(value)
            return values.count - 1
        }
        values[place] = value
        return place
    }

    @inline(__always)
    private func oldest(_ row: Int) -> Int {
        var oldest = 0
        var age: UInt32 = 0
        for way in 0..<Self.ways where clock &- rows[row].stamps[way] > age {
            age = clock &- rows[row].stamps[way]
            oldest = way
        }
        return oldest
    }

    /// Finds the entry or puts `value` in.
    package mutating func place(of digest: UInt64, default value: @autoclosure () -> Value) -> Int {
        find(digest) ?? insert(digest, value())
    }

    /// Every entry in an order that depends only on what was put in. For ticks and ends, not for events.
    package mutating func forEach(_ body: (inout Value) -> Void) {
        for row in rows.indices {
            for way in 0..<Int(used[row]) { body(&values[Int(rows[row].places[way])]) }
        }
    }
}
