import Vocabulary

/// Names and fingerprints that were looked up a moment ago and that no list names: an answer repeats its question, and clients
/// repeat themselves, so most look-ups end here.
///
/// A text is remembered by a hash of 64 bits with the seed of this process, so nobody outside can choose a harmless name that
/// hides a listed one. Bounds: 2048 texts, the newer takes the place of the older; all are forgotten when other lists come into
/// force.
struct UnlistedTexts {
    private var hashes: [UInt64]
    private let hashing = SeededHash.process
    private var edition: UInt64?

    /// `capacity` is a power of two.
    init(capacity: Int = 2048) { hashes = Array(repeating: 0, count: capacity) }

    /// The hit, or nil without looking where the text was found unlisted before.
    mutating func look<Hit>(
        for text: String, in table: IndicatorTable, _ find: (IndicatorTable) -> Hit?
    ) -> Hit? {
        if edition != table.edition { forget(table.edition) }
        let hash = hashing.of(text)
        let place = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
        if hashes[place] == hash { return nil }
        if let hit = find(table) { return hit }
        hashes[place] = hash
        return nil
    }

    private mutating func forget(_ edition: UInt64) {
        hashes = Array(repeating: 0, count: hashes.count)
        self.edition = edition
    }
}
