import Learning

/// About how many different values were seen, in 64 bytes: linear counting.
///
/// K.-Y. Whang et al., "A linear-time probabilistic counting algorithm", 1990: n ≈ −m·ln(empty / m) for m = 512 bits. Error below 6 % up to
/// 1000; full at about 3,200, which on a log scale is enough. Why not `DistinctCount`: this one needs no memory of its own and no branch.
struct DistinctSketch: Sendable, BitwiseCopyable {
    private var bits = InlineArray<8, UInt64>(repeating: 0)

    /// True when the value was certainly not seen before.
    @inline(__always) @discardableResult
    mutating func add(_ mixed: UInt64) -> Bool {
        let place = Int(truncatingIfNeeded: mixed >> 58) & 7
        let bit = UInt64(1) << (mixed >> 32 & 63)
        let isNew = bits[place] & bit == 0
        bits[place] |= bit
        return isNew
    }

    var count: Double {
        var set = 0
        for place in 0..<8 { set += bits[place].nonzeroBitCount }
        let empty = max(1, 512 - set)
        return 512 * (9 - LogScale.log2(Double(empty))) * 0.693_147_180_559_945_3
    }
}
