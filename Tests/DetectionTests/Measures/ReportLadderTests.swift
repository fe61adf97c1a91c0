import Detection
import Testing

struct ReportLadderTests {
    @Test func `speaks first at once, then at ten times as much`() {
        var ladder = ReportLadder()
        #expect(!ladder.hasReported)
        let spoke = (1...200).filter { ladder.climbs(to: $0 + 7) }
        #expect(spoke == [1, 73])
        #expect(ladder.hasReported)
    }

    @Test func `the largest count does not overflow`() {
        var ladder = ReportLadder()
        let first = ladder.climbs(to: .max)
        #expect(first)
    }
}
