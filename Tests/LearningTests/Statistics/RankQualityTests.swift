import Learning
import Testing

struct RankQualityTests {
    @Test func `the area is one, a half and zero where it must be`() {
        #expect(RankQuality.area(ordinary: [0.1, 0.2], odd: [0.3, 0.4]) == 1)
        #expect(RankQuality.area(ordinary: [0.3, 0.4], odd: [0.1, 0.2]) == 0)
        #expect(RankQuality.area(ordinary: [0.5, 0.5], odd: [0.5]) == 0.5)
        #expect(RankQuality.area(ordinary: [], odd: [1]) == 0.5)
        #expect(RankQuality.area(ordinary: [1, 2, 3, 4], odd: [2.5]) == 0.5)
    }
}
