import Testing
import Vocabulary

@testable import Detection

@Suite struct FloodCountTests {
    private let limits = FloodCount.Limits(second: 100, ten: 500)

    @Test func `the quick rate is named before the slow one`() throws {
        let quick = try #require(FloodCount.Crossing(120, 900, limits))
        #expect(quick.count == 120 && quick.threshold == 100 && quick.seconds == 1)
        let slow = try #require(FloodCount.Crossing(99, 500, limits))
        #expect(slow.count == 500 && slow.threshold == 500 && slow.seconds == 10)
        #expect(FloodCount.Crossing(99, 499, limits) == nil)
    }

    @Test func `what was told is told again at ten times as much, and at the end at twice`() {
        var count = FloodCount(carried: 5, at: Timestamp(seconds: 10))
        count.add(95, at: Timestamp(seconds: 11))
        #expect(count.total == 100)
        var answers = [count.speaks(), count.speaks()]
        count.add(90, at: Timestamp(seconds: 12))
        answers.append(count.concludes())
        count.add(10, at: Timestamp(seconds: 12))
        answers.append(count.concludes())
        count.add(2000, at: Timestamp(seconds: 12))
        answers.append(count.speaks())
        #expect(answers == [true, false, false, true, true])
    }

    @Test func `only what nobody was told of grows stale`() {
        var count = FloodCount(at: Timestamp(seconds: 10))
        #expect(!count.isStale(at: Timestamp(seconds: 40), after: 30))
        #expect(count.isStale(at: Timestamp(seconds: 40.5), after: 30))
        count.add(1, at: Timestamp(seconds: 10))
        let spoke = count.speaks()
        #expect(spoke)
        #expect(!count.isStale(at: Timestamp(seconds: 400), after: 30))
    }

    @Test func `the first 32 flows are kept, each once`() {
        var count = FloodCount(at: Timestamp(seconds: 10))
        for id in 1...40 as ClosedRange<UInt64> {
            count.note(flow: id)
            count.note(flow: id)
        }
        #expect(count.flows == Array(1...32))
    }

    @Test func `rates are those of the last second and the last ten`() {
        var count = FloodCount(carried: 7, at: Timestamp(seconds: 10))
        _ = count.advance(to: Timestamp(seconds: 12))
        count.add(5, at: Timestamp(seconds: 12))
        count.settle(at: Timestamp(seconds: 12.1))
        let (one, ten) = (count.sum(seconds: 1), count.sum(seconds: 10))
        #expect(one.events == 5 && one.settled == 1)
        #expect(ten.events == 12 && ten.settled == 1)
        #expect(count.lastSeen == Timestamp(seconds: 12.1))
    }
}
