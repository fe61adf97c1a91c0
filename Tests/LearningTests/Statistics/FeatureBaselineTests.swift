import Learning
import Testing

struct FeatureBaselineTests {
    private let baseline = FeatureBaseline(sorted: (0...1000).map { Float($0) / 100 })

    @Test func `quantiles stand where they belong`() {
        #expect(baseline.median == 5)
        #expect(abs(baseline.usual.lowerBound - 0.1) < 0.001)
        #expect(abs(baseline.usual.upperBound - 9.9) < 0.001)
        #expect(baseline.least == 0)
        #expect(baseline.most == 10)
    }

    @Test func `distance is one at the 99th percentile and minus one at the first`() {
        #expect(abs(baseline.distance(9.9) - 1) < 0.001)
        #expect(abs(baseline.distance(0.1) + 1) < 0.001)
        #expect(baseline.distance(5) == 0)
        #expect(abs(baseline.distance(19.7) - 3) < 0.001)
    }

    @Test func `ranks grow from nothing to everything`() {
        #expect(baseline.rank(-1) == 0)
        #expect(abs(baseline.rank(2.5) - 0.25) < 0.001)
        #expect(baseline.rank(11) == 1)
        var last = -1.0
        for step in -10...1100 {
            let rank = baseline.rank(Float(step) / 100)
            #expect(rank >= last)
            last = rank
        }
    }

    @Test func `a feature that never varied has a least spread`() {
        let still = FeatureBaseline(sorted: Array(repeating: 2, count: 50))
        #expect(still.distance(3, leastSpread: 0.5) == 2)
        #expect(still.rank(2) == 0)
        #expect(still.rank(2.1) == 1)
    }
}
