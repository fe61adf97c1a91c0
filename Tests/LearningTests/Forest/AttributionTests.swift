import Learning
import Testing

struct AttributionTests {
    @Test func `the feature that was moved gets the credit, with its distance`() throws {
        let rows = IsolationForestTests.cloud(2000)
        var options = IsolationForest.Options()
        options.reach = 0.5
        let forest = IsolationForest(training: rows, options: options)
        let baseline = (0..<4).map { FeatureBaseline(sorted: rows.sorted($0)) }
        let parts = Attribution(FeatureRow([0, 0, 4, 0]), forest: forest, baseline: baseline).parts
        let first = try #require(parts.first)
        #expect(first.feature == 2)
        #expect(first.share > 0.8)
        #expect(first.distance > 3)
        #expect(first.rank == 1)
        #expect(abs(parts.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    }

    @Test func `two features that say the same share the credit`() {
        var random = SplitMix(seed: 5)
        var rows = FeatureMatrix(width: 3)
        for _ in 0..<2000 {
            let value = random.unit()
            rows.append(FeatureRow([value, value, random.unit()]))
        }
        var options = IsolationForest.Options()
        options.reach = 0.5
        let forest = IsolationForest(training: rows, options: options)
        let baseline = (0..<3).map { FeatureBaseline(sorted: rows.sorted($0)) }
        let parts = Attribution(FeatureRow([5, 5, 0.5]), forest: forest, baseline: baseline).parts
        let shares = Dictionary(uniqueKeysWithValues: parts.map { ($0.feature, $0.share) })
        #expect((shares[0] ?? 0) > 0.3)
        #expect((shares[1] ?? 0) > 0.3)
    }
}
