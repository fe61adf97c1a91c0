import Testing

@testable import Detection

@Suite struct GrowthTests {
    @Test func `it speaks at the threshold and at each tenfold`() {
        var growth = Growth()
        let spoken = (1...20_000).filter { growth.speaks($0, threshold: 15) }
        #expect(spoken == [15, 150, 1500, 15_000])
        let answer5 = growth.concludes(20_000)
        #expect(!answer5)
        let answer6 = growth.concludes(30_000)
        #expect(answer6)
    }
}
