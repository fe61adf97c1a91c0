import Learning
import Testing

struct RowReservoirTests {
    @Test func `it holds no more than its places, whatever comes`() {
        var reservoir = RowReservoir(width: 2, places: 8)
        for index in 0..<100_000 { reservoir.observe(FeatureRow([Float(index), 1]), hour: index % 3) }
        #expect(reservoir.count == 24)
        #expect(reservoir.offered == 100_000)
        #expect(reservoir.matrix.count == 24)
    }

    @Test func `a burst in one hour leaves the other hours as they are`() {
        var reservoir = RowReservoir(width: 1, places: 4)
        for hour in 0..<168 { reservoir.observe(FeatureRow([1]), hour: hour) }
        for _ in 0..<10_000 { reservoir.observe(FeatureRow([99]), hour: 5) }
        let matrix = reservoir.matrix
        let ones = (0..<matrix.count).count { matrix[$0][0] == 1 }
        #expect(ones >= 167)
    }

    @Test func `what was usual fades, slowly`() {
        var reservoir = RowReservoir(width: 1, places: 64, renewal: 0.02)
        for _ in 0..<5000 { reservoir.observe(FeatureRow([1]), hour: 0) }
        for _ in 0..<300 { reservoir.observe(FeatureRow([2]), hour: 0) }
        func news() -> Int {
            let matrix = reservoir.matrix
            return (0..<matrix.count).count { matrix[$0][0] == 2 }
        }
        #expect((1...20).contains(news()))
        for _ in 0..<30_000 { reservoir.observe(FeatureRow([2]), hour: 0) }
        #expect(news() > 55)
    }
}
