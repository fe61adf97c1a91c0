extension IsolationForest {
    /// Grows a forest on these rows; of fewer rows than `options.sample`, trees are grown from all of them. Takes about a
    /// millisecond for 100 trees of 256 rows of twelve features, however many rows there are (with `reach`, one sort a feature more).
    public init(training rows: FeatureMatrix, options: Options = Options()) {
        precondition(rows.count >= 2, "A forest needs two rows to tell apart.")
        let sample = min(options.sample, rows.count)
        self.init(width: rows.width, trees: options.trees, sample: sample)
        var grower = TreeGrower(rows: rows, sample: sample, depth: depth, options: options)
        for tree in 0..<options.trees { grower.grow(&self, tree: tree) }
    }
}

/// Grows one tree after the other on the same rows, with the same memory.
struct TreeGrower {
    private let rows: FeatureMatrix
    private let width: Int
    private let sample: Int
    private let depth: Int
    private let isCompact: Bool
    private let lowest: Float
    private var random: SplitMix
    /// How far outside cuts may fall, by feature; empty for the plain forest.
    private var margins: [Float] = []
    /// The numbers of all rows, in the order in which they were drawn so far.
    private var draw: [UInt32]
    /// The rows of the tree, one after the other.
    private var drawn: [Float]
    /// Places in `drawn`, parted by the cuts.
    private var order: [UInt16]
    /// The cell of the node under way, by feature: what the cuts above leave of it.
    private var low: [Float]
    private var high: [Float]
    private var paths: [Float]

    init(rows: FeatureMatrix, sample: Int, depth: Int, options: IsolationForest.Options) {
        self.rows = rows
        width = rows.width
        self.sample = sample
        self.depth = depth
        isCompact = options.isCompact
        lowest = options.lowest
        random = SplitMix(seed: options.seed)
        draw = Array(0..<UInt32(clamping: rows.count))
        drawn = Array(repeating: 0, count: sample * rows.width)
        order = Array(repeating: 0, count: sample)
        low = Array(repeating: -.infinity, count: rows.width)
        high = Array(repeating: .infinity, count: rows.width)
        paths = (0...sample).map { Float(IsolationForest.averagePath($0)) }
        guard options.reach > 0 else { return }
        margins = (0..<rows.width).map { feature in
            let sorted = rows.sorted(feature)
            let spread = sorted[(sorted.count - 1) * 99 / 100] - sorted[(sorted.count - 1) / 100]
            return options.reach * max(spread, options.leastSpread)
        }
    }

    mutating func grow(_ forest: inout IsolationForest, tree: Int) {
        // A part of Fisher and Yates' shuffle: a sample without replacement.
        for place in 0..<sample {
            let other = place + random.below(draw.count - place)
            draw.swapAt(place, other)
            let row = Int(draw[place]) * width
            for feature in 0..<width { drawn[place * width + feature] = rows.values[row + feature] }
            order[place] = UInt16(place)
        }
        for feature in 0..<width {
            low[feature] = -.infinity
            high[feature] = .infinity
        }
        part(&forest, tree: tree, node: 0, level: 0, from: 0, to: sample)
    }

    private mutating func part(
        _ forest: inout IsolationForest, tree: Int, node: Int, level: Int, from: Int, to: Int
    ) {
        guard level < depth, to - from > 1, var cut = margins.isEmpty ? cut(from, to) : wideCut(from, to) else {
            return end(&forest, tree: tree, node: node, level: level, rows: to - from)
        }
        if isCompact {
            let half = Float(Float16(cut.threshold))
            if half.isFinite { cut.threshold = half }
        }
        forest.nodes[tree * ((1 << depth) - 1) + node] = cut
        let feature = Int(cut.feature)
        var middle = from
        for place in from..<to where drawn[Int(order[place]) * width + feature] < cut.threshold {
            order.swapAt(place, middle)
            middle += 1
        }
        let (below, above) = (low[feature], high[feature])
        high[feature] = cut.threshold
        part(&forest, tree: tree, node: 2 * node + 1, level: level + 1, from: from, to: middle)
        high[feature] = above
        low[feature] = cut.threshold
        part(&forest, tree: tree, node: 2 * node + 2, level: level + 1, from: middle, to: to)
        low[feature] = below
    }

    /// A leaf: whatever way a row takes below it, it ends at the same depth.
    private func end(_ forest: inout IsolationForest, tree: Int, node: Int, level: Int, rows: Int) {
        let below = depth - level
        let first = (node + 1) << below - 1 << depth
        let path = Float(level) + paths[rows]
        for leaf in first..<(first + 1 << below) { forest.leaves[tree << depth + leaf] = path }
    }

    private func range(_ feature: Int, _ from: Int, _ to: Int) -> (least: Float, most: Float) {
        var least = Float.infinity
        var most = -Float.infinity
        for place in from..<to {
            let value = drawn[Int(order[place]) * width + feature]
            least = min(least, value)
            most = max(most, value)
        }
        return (least, most)
    }

    /// Between the least and the most of a feature that varies here, drawn among those that do; nil where none does.
    private mutating func cut(_ from: Int, _ to: Int) -> IsolationForest.Node? {
        var tried: UInt32 = 0
        var left = width
        while left > 0 {
            var pick = random.below(left)
            var feature = 0
            while true {
                if tried & 1 << UInt32(feature) == 0 {
                    if pick == 0 { break }
                    pick -= 1
                }
                feature += 1
            }
            let (least, most) = range(feature, from, to)
            if least < most {
                let threshold = least + random.unit() * (most - least)
                return .init(threshold: threshold > least ? threshold : most, feature: UInt32(feature))
            }
            tried |= 1 << UInt32(feature)
            left -= 1
        }
        return nil
    }

    /// The same with room on both sides, as far as no cut above has taken it: what lies there is alone at once.
    private mutating func wideCut(_ from: Int, _ to: Int) -> IsolationForest.Node? {
        let feature = random.below(width)
        let (least, most) = range(feature, from, to)
        let bottom = max(low[feature], lowest, least - margins[feature])
        let top = min(high[feature], most + margins[feature])
        guard bottom < top else { return cut(from, to) }
        let threshold = bottom + random.unit() * (top - bottom)
        guard threshold > bottom else { return cut(from, to) }
        return .init(threshold: threshold, feature: UInt32(feature))
    }
}
