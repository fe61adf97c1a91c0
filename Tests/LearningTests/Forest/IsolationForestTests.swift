import Learning
import Testing

struct IsolationForestTests {
    /// Rows around the origin, each number in -1 ... 1.
    static func cloud(_ count: Int, width: Int = 4, seed: UInt64 = 7) -> FeatureMatrix {
        var random = SplitMix(seed: seed)
        var matrix = FeatureMatrix(width: width)
        for _ in 0..<count {
            matrix.append(FeatureRow((0..<width).map { _ in random.unit() + random.unit() - 1 }))
        }
        return matrix
    }

    @Test func `a row far from all others scores above one in their midst`() {
        let forest = IsolationForest(training: Self.cloud(2000))
        let inside = forest.score(FeatureRow([0, 0, 0, 0]))
        let outside = forest.score(FeatureRow([1, 1, -1, 1]))
        #expect(inside < 0.5)
        #expect(outside > 0.6)
    }

    @Test func `the same rows, options and seed give the same forest`() {
        let rows = Self.cloud(500)
        let (first, second) = (IsolationForest(training: rows), IsolationForest(training: rows))
        var other = IsolationForest.Options()
        other.seed = 2
        let third = IsolationForest(training: rows, options: other)
        let probe = FeatureRow([0.4, -0.8, 0.1, 0.9])
        #expect(first.score(probe) == second.score(probe))
        #expect(first.score(probe) != third.score(probe))
    }

    @Test(arguments: [1, 3, 4, 7, 100]) func `trees left over from the four side by side count as well`(trees: Int) {
        var options = IsolationForest.Options()
        options.trees = trees
        let forest = IsolationForest(training: Self.cloud(300), options: options)
        #expect(forest.trees == trees)
        #expect(forest.score(FeatureRow([1, 1, 1, 1])) > forest.score(FeatureRow([0, 0, 0, 0])))
    }

    @Test func `a feature that never varied says nothing without reach, and much with it`() {
        var rows = FeatureMatrix(width: 2)
        var random = SplitMix(seed: 3)
        for _ in 0..<1000 { rows.append(FeatureRow([random.unit(), 0])) }
        let plain = IsolationForest(training: rows)
        var options = IsolationForest.Options()
        options.reach = 0.5
        let wide = IsolationForest(training: rows, options: options)
        let (usual, strange) = (FeatureRow([0.5, 0]), FeatureRow([0.5, 9]))
        #expect(plain.score(usual) == plain.score(strange))
        #expect(wide.score(strange) > wide.score(usual) + 0.15)
    }

    @Test func `with reach, farther out is never less odd`() {
        var options = IsolationForest.Options()
        options.reach = 0.5
        let forest = IsolationForest(training: Self.cloud(2000), options: options)
        var last = 0.0
        for step in 0...40 {
            let score = forest.score(FeatureRow([1 + Float(step) / 10, 0, 0, 0]))
            #expect(score >= last - 1e-9)
            last = score
        }
    }

    @Test func `rows that are all alike grow a forest that scores them alike`() {
        var rows = FeatureMatrix(width: 3)
        for _ in 0..<100 { rows.append(FeatureRow([1, 2, 3])) }
        let forest = IsolationForest(training: rows)
        #expect(forest.score(FeatureRow([1, 2, 3])) == forest.score(FeatureRow([9, 9, 9])))
    }

    @Test func `two rows are enough, and numbers that are not finite do no harm`() {
        var rows = FeatureMatrix(width: 1)
        rows.append(FeatureRow([Float.nan]))
        rows.append(FeatureRow([1]))
        let forest = IsolationForest(training: rows)
        let score = forest.score(FeatureRow([Float.infinity]))
        #expect(score > 0 && score <= 1)
    }

    @Test func `it parts two clouds as well as the paper's forest does`() {
        // Three of twelve features shifted by 1.5 standard deviations, as in docs/decisions.
        let usual = Self.cloud(4000, width: 12, seed: 1)
        var odd = FeatureMatrix(width: 12)
        let shifted = Self.cloud(400, width: 12, seed: 2)
        for index in 0..<shifted.count {
            var row = shifted[index]
            for place in 0..<3 { row[place] += 1 }
            odd.append(row)
        }
        let forest = IsolationForest(training: usual)
        let area = RankQuality.area(
            ordinary: (0..<1000).map { forest.score(usual[$0]) }, odd: (0..<400).map { forest.score(odd[$0]) })
        #expect(area > 0.85)
    }
}
