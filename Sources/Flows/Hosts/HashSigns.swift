/// Two bits of a word for each key of a full table: most keys that are not in it are told without a look into the table.
///
/// Why it exists: in a flood of made-up addresses a table that takes nobody more is asked for a million newcomers, and its index lies far
/// away. B. H. Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970, with both bits in one word: with eight bits for each
/// key about one newcomer in sixteen is looked for in vain. What fools it: nothing, the hashes are seeded.
public struct HashSigns: Sendable {
    @usableFromInline var words: [UInt64]

    /// For so many keys, rounded up to a power of two.
    public init(keys: Int) {
        var count = 8
        while count * 8 < keys { count *= 2 }
        words = Array(repeating: 0, count: count)
    }

    @inlinable @inline(__always)
    static func bits(_ hash: UInt64) -> UInt64 { 1 &<< (hash >> 1 & 63) | 1 &<< (hash >> 7 & 63) }

    @inlinable @inline(__always)
    func word(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 13) & (words.count &- 1) }

    /// False for a hash that was certainly not put in. The lowest bit of hashes is not looked at.
    @inlinable @inline(__always)
    public func mayHold(_ hash: UInt64) -> Bool {
        let bits = Self.bits(hash)
        return words[word(hash)] & bits == bits
    }

    @inlinable
    public mutating func insert(_ hash: UInt64) { words[word(hash)] |= Self.bits(hash) }

    @inlinable
    public mutating func removeAll() { for word in words.indices { words[word] = 0 } }
}
