import RealModule

/// An isolation forest: how soon random cuts leave a row alone says how unlike the others it is.
///
/// F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation Forest", ICDM 2008. Each tree is grown from a small sample taken without replacement
/// to the depth at which an ordinary row would be alone; the score is 2^(−mean depth / c(sample)): 0.5 is ordinary, near 1 unlike
/// everything. The same rows, options and seed give the same forest on every machine.
/// Shape: perfect trees in breadth-first arrays, so that a walk has no branch and four trees are walked side by side; a tree that ends
/// early repeats its leaf below. 100 trees of 256 rows are 300 KiB and score a row in about a microsecond.
/// What fools it: many features of which one is odd are diluted, so give it few that belong together; a row beyond all rows of the
/// training looks no odder than the outermost of them, which `Options.reach` mends.
public struct IsolationForest: Sendable {
    public struct Options: Sendable, Hashable {
        /// 1...1000.
        public var trees = 100
        /// Rows a tree is grown from, 2...4096.
        public var sample = 256
        /// How far cuts may fall outside of the rows of a node, in units of the feature's spread (its 1st to 99th percentile, at least
        /// `leastSpread`). 0 is the forest of the paper; more lets the forest say "never seen anything like it", also in a feature
        /// that never varied.
        public var reach: Float = 0
        /// What counts as a spread where a feature hardly varied.
        public var leastSpread: Float = 1
        /// No number lies below: with `reach`, no cut is wasted there. 0 for counts, sizes and shares.
        public var lowest = -Float.infinity
        /// Thresholds in half precision (three decimal digits), so that a file of the forest is half as long. For numbers on a log scale.
        public var isCompact = false
        public var seed: UInt64 = 1
        public init() {}
    }

    struct Node: Sendable, BitwiseCopyable {
        /// Rows below it go left, all others right.
        var threshold: Float
        var feature: UInt32
    }

    /// Features of a row.
    public let width: Int
    public let trees: Int
    /// Rows each tree was grown from.
    public let sample: Int
    let depth: Int
    var nodes: [Node]
    var leaves: [Float]
    private let norm: Double

    /// An ungrown forest: every row is at depth 0. `Learning` alone fills it.
    init(width: Int, trees: Int, sample: Int) {
        precondition((1...FeatureRow.capacity).contains(width), "A row has 1 to 16 features.")
        precondition((1...1000).contains(trees) && (2...4096).contains(sample), "1 to 1000 trees of 2 to 4096 rows.")
        self.width = width
        self.trees = trees
        self.sample = sample
        depth = Self.depth(sample)
        nodes = Array(repeating: Node(threshold: .infinity, feature: 0), count: trees * ((1 << depth) - 1))
        leaves = Array(repeating: 0, count: trees << depth)
        norm = Self.averagePath(sample)
    }

    /// 0...1, more is odder.
    public func score(_ row: FeatureRow) -> Double { score(path: path(row)) }

    /// The score of a mean depth. Strictly falling: monotone in how soon a row is alone.
    func score(path: Double) -> Double { Double.exp2(-path / norm) }

    /// Mean depth over the trees at which the row is alone.
    func path(_ row: FeatureRow) -> Double {
        let (cuts, ends) = (nodes.span, leaves.span)
        let inner = (1 << depth) &- 1
        var sum: Float = 0
        var tree = 0
        while tree &+ 4 <= trees {
            let (a, b, c, d) = (
                tree &* inner, (tree &+ 1) &* inner, (tree &+ 2) &* inner, (tree &+ 3) &* inner
            )
            var (i, j, k, l) = (0, 0, 0, 0)
            for _ in 0..<depth {
                let (p, q, r, s) = (cuts[a &+ i], cuts[b &+ j], cuts[c &+ k], cuts[d &+ l])
                i = Self.step(i, row, p)
                j = Self.step(j, row, q)
                k = Self.step(k, row, r)
                l = Self.step(l, row, s)
            }
            // Behind the inner nodes of tree n come as many places as n has leaves before it, less one a tree.
            sum += ends[a &+ tree &+ i &- inner] + ends[b &+ tree &+ 1 &+ j &- inner]
            sum += ends[c &+ tree &+ 2 &+ k &- inner] + ends[d &+ tree &+ 3 &+ l &- inner]
            tree &+= 4
        }
        while tree < trees {
            var place = 0
            for _ in 0..<depth { place = Self.step(place, row, cuts[tree &* inner &+ place]) }
            sum += ends[tree &* (inner &+ 1) &+ place &- inner]
            tree &+= 1
        }
        return Double(sum) / Double(trees)
    }

    @inline(__always)
    private static func step(_ place: Int, _ row: FeatureRow, _ node: Node) -> Int {
        place &* 2 &+ (row[Int(node.feature)] >= node.threshold ? 2 : 1)
    }

    /// ⌈log₂ n⌉: at this depth an ordinary row of n is alone.
    static func depth(_ rows: Int) -> Int { max(1, Int.bitWidth - (rows - 1).leadingZeroBitCount) }

    /// c(n) of the paper: the mean depth of an unsuccessful search in a binary search tree of n.
    static func averagePath(_ rows: Int) -> Double {
        guard rows > 2 else { return rows == 2 ? 1 : 0 }
        let n = Double(rows)
        return 2 * (Double.log(n - 1) + 0.577_215_664_901_532_9) - 2 * (n - 1) / n
    }
}
