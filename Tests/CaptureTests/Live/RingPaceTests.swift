import Testing

@testable import Capture

@Suite
struct RingPaceTests {
    /// Feeds blocks at even intervals and counts how often the pace says slow.
    func slow(blocks: Int, milliseconds: Int64) -> Int {
        var pace = RingPace()
        return (0..<blocks).count { block in pace.isSlow(atBlock: { Int64(block) * milliseconds * 1_000_000 }) }
    }

    @Test
    func `a trickle is slow once in sixteen blocks, a stream never`() {
        #expect(slow(blocks: 160, milliseconds: 50) == 9)
        #expect(slow(blocks: 160, milliseconds: 1) == 0)
    }

    @Test
    func `rest is slow after a second without sixteen blocks`() {
        var pace = RingPace()
        let answers = [5_000_000_000, 5_900_000_000, 6_100_000_000].map { pace.isSlow(atRest: $0) }
        #expect(answers == [false, false, true])
    }
}
