/// A forest as bytes: for each tree its cuts in preorder, a cut in three or five bytes and a leaf in one or three.
///
/// Leaves hold how many rows of the training ended there; depths follow. Thresholds that fit are kept in half precision
/// (`Options.isCompact` makes them fit). Reading checks everything: a hostile file gives an error, never a walk outside.
extension IsolationForest {
    private static let leafMark: UInt8 = 0x80
    private static let wideLeaf: UInt8 = 0xFF

    func write(to file: inout ByteWriter) {
        let isHalf = nodes.allSatisfy { $0.threshold == .infinity || Float(Float16($0.threshold)) == $0.threshold }
        file.write(UInt8(width))
        file.write(UInt16(trees))
        file.write(UInt16(sample))
        file.write(UInt8(isHalf ? 1 : 0))
        let paths = (0...sample).map { Float(Self.averagePath($0)) }
        for tree in 0..<trees { write(tree, 0, 0, isHalf, paths, to: &file) }
    }

    private func write(
        _ tree: Int, _ place: Int, _ level: Int, _ isHalf: Bool, _ paths: [Float], to file: inout ByteWriter
    ) {
        let inner = (1 << depth) - 1
        if level < depth, nodes[tree * inner + place].threshold != .infinity {
            let node = nodes[tree * inner + place]
            file.write(UInt8(node.feature))
            if isHalf { file.write(Float16(node.threshold).bitPattern) } else { file.write(node.threshold) }
            write(tree, 2 * place + 1, level + 1, isHalf, paths, to: &file)
            write(tree, 2 * place + 2, level + 1, isHalf, paths, to: &file)
            return
        }
        let leaf = (place + 1) << (depth - level) - 1 << depth
        let beyond = leaves[tree << depth + leaf] - Float(level)
        let rows = paths.indices.min { abs(paths[$0] - beyond) < abs(paths[$1] - beyond) } ?? 0
        if rows < 127 {
            file.write(Self.leafMark | UInt8(rows))
        } else {
            file.write(Self.wideLeaf)
            file.write(UInt16(rows))
        }
    }

    init(from file: inout ByteReader) throws(LearningError) {
        let width = try file.integer(UInt8(1)...UInt8(FeatureRow.capacity))
        let trees = try file.integer(UInt16(1)...1000)
        let sample = try file.integer(UInt16(2)...4096)
        let isHalf = try file.integer(UInt8(0)...1) == 1
        self.init(width: width, trees: trees, sample: sample)
        var (nodes, leaves) = (nodes, leaves)
        (self.nodes, self.leaves) = ([], [])
        let paths = (0...sample).map { Float(Self.averagePath($0)) }
        for tree in 0..<trees { try read(&nodes, &leaves, tree, isHalf, paths, from: &file) }
        (self.nodes, self.leaves) = (nodes, leaves)
    }

    /// Walks the tree in preorder: from a cut to what lies below it, from a leaf to the next that is open.
    private func read(
        _ nodes: inout [Node], _ leaves: inout [Float], _ tree: Int, _ isHalf: Bool, _ paths: [Float],
        from file: inout ByteReader
    ) throws(LearningError) {
        let first = tree * ((1 << depth) - 1)
        var cuts = nodes.mutableSpan
        var ends = leaves.mutableSpan
        var (place, level) = (0, 0)
        while true {
            let mark = try file.byte()
            if mark & Self.leafMark == 0 {
                guard mark < width, level < depth else { throw ByteReader.damaged("a cut is where none can be") }
                let threshold =
                    isHalf ? Float(Float16(bitPattern: try file.short())) : try file.float()
                guard threshold.isFinite else { throw ByteReader.damaged("a number is not finite") }
                cuts[first + place] = Node(threshold: threshold, feature: UInt32(mark))
                place = 2 * place + 1
                level += 1
                continue
            }
            let rows = mark == Self.wideLeaf ? Int(try file.integer(UInt16.self)) : Int(mark & ~Self.leafMark)
            guard rows <= sample else { throw ByteReader.damaged("a leaf holds more rows than its tree") }
            let count = 1 << (depth - level)
            let leaf = (place + 1) * count - 1 << depth + tree << depth
            let path = Float(level) + paths[rows]
            for end in leaf..<(leaf + count) { ends[end] = path }
            // What went right is done with: up to where it went left, and right there.
            while place > 0, place & 1 == 0 {
                place = (place - 1) / 2
                level -= 1
            }
            guard place > 0 else { return }
            place += 1
        }
    }
}
