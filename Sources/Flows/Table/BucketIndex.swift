import Bedrock

/// An open-addressing index from a 32-bit hash to a record number: linear probing, load at most one half.
///
/// A bucket is the hash (lowest bit set, so that no used bucket is zero) and the record number; the key itself is compared in the
/// record, by the caller. Deletion shifts later buckets back, so there are no tombstones and the load never creeps up.
/// It begins small, so that a few thousand flows stay in the cache, and grows fourfold; both halves of that are reserved at the
/// start and take memory only where they are used.
/// What fools it: keys that share a hash make runs; the hash is seeded, so nobody outside can choose them.
struct BucketIndex: ~Copyable {
    private var buckets: HugeBuffer<UInt64>
    /// Where the buckets go when they grow; all zero.
    private var spare: HugeBuffer<UInt64>
    private var bits: UInt32
    private let mostBits: UInt32
    private var shift: UInt32
    private var mask: Int
    private var count = 0

    /// Room for `entries`, at a load of at most one half; at first for 2^`startBits` buckets.
    init(entries: Int, startBits: UInt32 = 15) throws(BedrockError) {
        var bits: UInt32 = 4
        while (1 << Int(bits)) < entries * 2 { bits += 1 }
        precondition(bits <= 31, "A bucket index holds at most 2^30 entries.")
        let buckets = try HugeBuffer<UInt64>(count: 1 << Int(bits), hugePages: true)
        let spare = try HugeBuffer<UInt64>(count: 1 << Int(bits), hugePages: true)
        self.buckets = buckets
        self.spare = spare
        mostBits = bits
        self.bits = min(bits, startBits)
        shift = 32 - self.bits
        mask = (1 << Int(self.bits)) - 1
    }

    /// The stored form of a packet's hash.
    @inline(__always)
    static func short(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) | 1 }

    /// More than 256 KiB of buckets: a look goes to far memory.
    @inline(__always)
    var isLarge: Bool { bits > 15 }

    /// Where probing for `hash` begins.
    @inline(__always)
    func home(_ hash: UInt32) -> Int { Int(hash &>> shift) }

    @inline(__always)
    func next(_ position: Int) -> Int { (position &+ 1) & mask }

    /// The bucket at `position`: zero when it is free, else hash and record number.
    @inline(__always)
    subscript(_ position: Int) -> UInt64 { buckets[position] }

    /// The first record under this hash, probably the right one; `UInt32.max` where there is none. For those who ask ahead.
    @inline(__always)
    func first(_ hash: UInt32) -> UInt32 {
        var position = home(hash)
        while true {
            let bucket = buckets[position]
            if bucket == 0 { return .max }
            if Self.hash(bucket) == hash { return Self.record(bucket) }
            position = next(position)
        }
    }

    @inline(__always)
    func prefetch(_ hash: UInt32) { buckets.prefetch(home(hash)) }

    @inline(__always)
    static func hash(_ bucket: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: bucket >> 32) }

    @inline(__always)
    static func record(_ bucket: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: bucket) }

    /// Adds a record that is not in the index.
    mutating func insert(_ hash: UInt32, _ record: UInt32) {
        if count > mask >> 1, bits < mostBits { grow() }
        count += 1
        put(UInt64(hash) << 32 | UInt64(record))
    }

    @inline(__always)
    private mutating func put(_ bucket: UInt64) {
        var position = home(Self.hash(bucket))
        while buckets[position] != 0 { position = next(position) }
        buckets[position] = bucket
    }

    @inline(never)
    private mutating func grow() {
        let former = mask + 1
        bits = min(bits + 2, mostBits)
        shift = 32 - bits
        mask = (1 << Int(bits)) - 1
        swap(&buckets, &spare)
        for position in 0..<former where spare[position] != 0 { put(spare[position]) }
        spare.clear()
    }

    /// Takes out the bucket of `record`, which must be in the index, and closes the gap.
    mutating func remove(_ hash: UInt32, _ record: UInt32) {
        let wanted = UInt64(hash) << 32 | UInt64(record)
        var hole = home(hash)
        while buckets[hole] != wanted {
            precondition(buckets[hole] != 0, "A record that is removed must be in the index.")
            hole = next(hole)
        }
        count -= 1
        var position = next(hole)
        while true {
            let bucket = buckets[position]
            if bucket == 0 { break }
            // The bucket may move into the hole unless its home lies between the hole and where it stands.
            let home = home(Self.hash(bucket))
            if (position &- home) & mask >= (position &- hole) & mask {
                buckets[hole] = bucket
                hole = position
            }
            position = next(position)
        }
        buckets[hole] = 0
    }
}
