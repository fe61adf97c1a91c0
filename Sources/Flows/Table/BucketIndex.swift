import Bedrock

/// An open-addressing index from a 32-bit hash to a record number: linear probing, load at most one half.
///
/// A bucket is the hash (lowest bit set, so that no used bucket is zero) and the record number; the key itself is compared in the
/// record, by the caller. Deletion shifts later buckets back, so there are no tombstones and the load never creeps up.
/// What fools it: keys that share a hash make runs; the hash is seeded, so nobody outside can choose them.
struct BucketIndex: ~Copyable {
    private var buckets: HugeBuffer<UInt64>
    private let shift: UInt32
    private let mask: Int

    /// Room for `entries`, at a load of at most one half.
    init(entries: Int) throws(BedrockError) {
        var bits: UInt32 = 4
        while (1 << Int(bits)) < entries * 2 { bits += 1 }
        precondition(bits <= 31, "A bucket index holds at most 2^30 entries.")
        buckets = try HugeBuffer(count: 1 << Int(bits), hugePages: true)
        shift = 32 - bits
        mask = (1 << Int(bits)) - 1
    }

    /// The stored form of a packet's hash.
    @inline(__always)
    static func short(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) | 1 }

    /// Where probing for `hash` begins.
    @inline(__always)
    func home(_ hash: UInt32) -> Int { Int(hash &>> shift) }

    @inline(__always)
    func next(_ position: Int) -> Int { (position &+ 1) & mask }

    /// The bucket at `position`: zero when it is free, else hash and record number.
    @inline(__always)
    subscript(_ position: Int) -> UInt64 { buckets[position] }

    @inline(__always)
    func prefetch(_ hash: UInt32) { buckets.prefetch(home(hash)) }

    @inline(__always)
    static func hash(_ bucket: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: bucket >> 32) }

    @inline(__always)
    static func record(_ bucket: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: bucket) }

    /// The first free position for `hash`.
    func vacancy(_ hash: UInt32) -> Int {
        var position = home(hash)
        while buckets[position] != 0 { position = next(position) }
        return position
    }

    @inline(__always)
    mutating func insert(_ hash: UInt32, _ record: UInt32, at position: Int) {
        buckets[position] = UInt64(hash) << 32 | UInt64(record)
    }

    /// Takes out the bucket of `record`, which must be in the index, and closes the gap.
    mutating func remove(_ hash: UInt32, _ record: UInt32) {
        let wanted = UInt64(hash) << 32 | UInt64(record)
        var hole = home(hash)
        while buckets[hole] != wanted {
            precondition(buckets[hole] != 0, "A record that is removed must be in the index.")
            hole = next(hole)
        }
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
