/// An open-addressing index from a hash to the number of a slot, in which somebody else keeps key and value.
///
/// Why it exists: a dictionary hashes and stores keys its own way, and most look-ups of a flood fail; here a failed one ends at
/// one empty bucket. Linear probing, load at most one half, doubled when it is exceeded; removal closes the gap, so there are no
/// tombstones. Bounds: those of who counts the slots. What fools it: equal hashes make runs; they are seeded.
public struct SlotIndex: Sendable {
    /// Zero is free, else the upper half of the hash with its lowest bit set, and the slot.
    public internal(set) var buckets: [UInt64]
    @usableFromInline var shift: UInt64
    public private(set) var count = 0

    public init() {
        buckets = Array(repeating: 0, count: 16)
        shift = 60
    }

    @inlinable @inline(__always)
    static func tag(_ hash: UInt64) -> UInt64 { (hash >> 32 | 1) << 32 }

    @inlinable @inline(__always)
    func home(_ tag: UInt64) -> Int { Int(truncatingIfNeeded: tag &>> shift) }

    /// Where in `buckets` the look-up of this hash begins.
    @inlinable @inline(__always)
    public func home(of hash: UInt64) -> Int { home(Self.tag(hash)) }

    /// The slot of this hash that `isSame` accepts.
    @inlinable @inline(__always)
    public func find(_ hash: UInt64, _ isSame: (Int) -> Bool) -> Int? {
        let tag = Self.tag(hash)
        let mask = buckets.count &- 1
        var position = home(tag)
        while true {
            let bucket = buckets[position]
            if bucket == 0 { return nil }
            if bucket & 0xFFFF_FFFF_0000_0000 == tag {
                let slot = Int(bucket & 0xFFFF_FFFF)
                if isSame(slot) { return slot }
            }
            position = (position &+ 1) & mask
        }
    }

    /// Where a look-up of this hash stands; for a caller whose comparison is better written as a loop than as a closure: a closure reads an
    /// element of an array by copying all of it, references counted (Swift 6.3).
    @inlinable @inline(__always)
    public func probe(_ hash: UInt64) -> Probe { Probe(tag: Self.tag(hash), position: home(Self.tag(hash))) }

    /// The next slot that may be of this hash.
    @inlinable @inline(__always)
    public func next(_ probe: inout Probe) -> Int? {
        let mask = buckets.count &- 1
        while true {
            let bucket = buckets[probe.position]
            if bucket == 0 { return nil }
            probe.position = (probe.position &+ 1) & mask
            if bucket & 0xFFFF_FFFF_0000_0000 == probe.tag { return Int(bucket & 0xFFFF_FFFF) }
        }
    }

    public struct Probe {
        @usableFromInline let tag: UInt64
        @usableFromInline var position: Int

        @inlinable @inline(__always)
        init(tag: UInt64, position: Int) {
            self.tag = tag
            self.position = position
        }
    }

    /// Adds a slot, below 2^32, under a hash; not asked whether it is there already.
    public mutating func insert(_ hash: UInt64, _ slot: Int) {
        if (count + 1) * 2 > buckets.count { grow() }
        put(Self.tag(hash) | UInt64(slot))
        count += 1
    }

    /// Takes out what was inserted.
    public mutating func remove(_ hash: UInt64, _ slot: Int) {
        let wanted = Self.tag(hash) | UInt64(slot)
        let mask = buckets.count - 1
        var hole = home(wanted)
        while buckets[hole] != wanted {
            precondition(buckets[hole] != 0, "A slot that is removed must be in the index.")
            hole = (hole + 1) & mask
        }
        var position = (hole + 1) & mask
        while buckets[position] != 0 {
            // A bucket may move into the hole unless its home lies between the hole and where it stands.
            let bucket = buckets[position]
            if (position &- home(bucket)) & mask >= (position &- hole) & mask {
                buckets[hole] = bucket
                hole = position
            }
            position = (position + 1) & mask
        }
        buckets[hole] = 0
        count -= 1
    }

    private mutating func put(_ bucket: UInt64) {
        let mask = buckets.count - 1
        var position = home(bucket)
        while buckets[position] != 0 { position = (position + 1) & mask }
        buckets[position] = bucket
    }

    private mutating func grow() {
        let old = buckets
        precondition(old.count < 1 << 31, "An index holds at most 2^30 slots.")
        buckets = Array(repeating: 0, count: old.count * 2)
        shift -= 1
        for bucket in old where bucket != 0 { put(bucket) }
    }
}
