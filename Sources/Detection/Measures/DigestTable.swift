/// A bounded table keyed by 64-bit digests, made for lookups that mostly fail: eight ways, no hashing, no dictionary.
///
/// Why it exists: rules look at every new flow, and a spoofed flood brings a million new sources; a lookup costs a few
/// nanoseconds and an insertion no allocation beyond the value. Bounds: `capacity` entries. Eviction: when the eight ways of a
/// digest are full, the one touched longest ago makes room; `evicted` counts. What fools it: two keys with one digest share
/// an entry, which chance does once in 2^64 and an attacker only to his own entries.
package struct DigestTable<Value: Sendable>: Sendable {
    private static var ways: Int { 8 }
    private var tags: [UInt64]
    private var stamps: [UInt32]
    private var places: [Int32]
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
        tags = Array(repeating: 0, count: size)
        stamps = Array(repeating: 0, count: size)
        places = Array(repeating: -1, count: size)
        used = Array(repeating: 0, count: size / Self.ways)
        mask = size / Self.ways - 1
    }

    package var capacity: Int { tags.count }

    /// The entry's place, for `subscript`; valid until the next `insert`.
    @inline(__always)
    package mutating func find(_ digest: UInt64) -> Int? {
        guard count > 0 else { return nil }
        let row = Int(truncatingIfNeeded: digest >> 20) & mask
        let ways = Int(used[row])
        return ways == 0 ? nil : search(digest | 1, row * Self.ways, ways)
    }

    private mutating func search(_ tag: UInt64, _ base: Int, _ ways: Int) -> Int? {
        for slot in base..<base + ways where tags[slot] == tag {
            clock &+= 1
            stamps[slot] = clock
            return Int(places[slot])
        }
        return nil
    }

    package subscript(place: Int) -> Value {
        get { values[place] }
        _modify { yield &values[place] }
    }

    /// Puts a value in and returns its place. The digest must not be in the table already.
    package mutating func insert(_ digest: UInt64, _ value: Value) -> Int {
        let row = Int(truncatingIfNeeded: digest >> 20) & mask
        let base = row * Self.ways
        var victim = base
        for slot in base..<base + Self.ways {
            if tags[slot] == 0 {
                victim = slot
                break
            }
            if clock &- stamps[slot] > clock &- stamps[victim] { victim = slot }
        }
        clock &+= 1
        stamps[victim] = clock
        if tags[victim] != 0 {
            evicted += 1
            tags[victim] = digest | 1
            values[Int(places[victim])] = value
            return Int(places[victim])
        }
        tags[victim] = digest | 1
        count += 1
        used[row] += 1
        if places[victim] < 0 {
            places[victim] = Int32(values.count)
            values.append(value)
        } else {
            values[Int(places[victim])] = value
        }
        return Int(places[victim])
    }

    /// Finds the entry or puts `value` in.
    package mutating func place(of digest: UInt64, default value: @autoclosure () -> Value) -> Int {
        find(digest) ?? insert(digest, value())
    }

    /// Every entry in an order that depends only on what was put in. For ticks and ends, not for events.
    package mutating func forEach(_ body: (inout Value) -> Void) {
        for slot in tags.indices where tags[slot] != 0 { body(&values[Int(places[slot])]) }
    }
}
