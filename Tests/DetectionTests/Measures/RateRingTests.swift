import Testing
import Vocabulary

@testable import Detection

@Suite struct RateRingTests {
    @Test func `a second holds what came in its four quarters`() {
        var ring = RateRing()
        for quarter in 0..<40 {
            _ = ring.advance(to: Timestamp(seconds: 100 + Double(quarter) * 0.25))
            ring.add(events: 10, settled: 1)
        }
        #expect(ring.sum(quarters: 4, grace: 0).events == 40)
        #expect(ring.sum(quarters: 4, grace: 1).events == 40)
        #expect(ring.sum(quarters: 4, grace: 1).settled == 5)
        #expect(ring.sum(quarters: 40, grace: 0).events == 400)
    }

    @Test func `silence and jumps of the clock empty it, time that goes back does not`() {
        var ring = RateRing()
        #expect(ring.sum(quarters: 4, grace: 0).events == 0)
        let answer7 = ring.advance(to: Timestamp(seconds: 100))
        #expect(answer7)
        ring.add(events: 5)
        let answer8 = ring.advance(to: Timestamp(seconds: 50))
        #expect(!answer8)
        ring.add(events: 5)
        #expect(ring.sum(quarters: 1, grace: 0).events == 10)
        let answer9 = ring.advance(to: Timestamp(nanoseconds: .max))
        #expect(answer9)
        #expect(ring.sum(quarters: 40, grace: 0).events == 0)
        var early = RateRing()
        let answer10 = early.advance(to: Timestamp(seconds: -5000))
        #expect(answer10)
        early.add(events: 1)
        #expect(early.sum(quarters: 4, grace: 0).events == 1)
    }
}
