import Detection
import Testing
import Vocabulary

struct RecentTimesTests {
    private func at(_ seconds: Double) -> Timestamp { Timestamp(seconds: seconds) }

    @Test func `counts what lies in the window and keeps only the newest`() {
        var times = RecentTimes(capacity: 4)
        for second in 0..<10 { times.add(at(Double(second))) }
        #expect(times.total == 10)
        #expect(times.count(within: 2.5, of: at(9)) == 3)
        #expect(times.count(within: 100, of: at(9)) == 4)
        #expect(times.oldest == at(6))
    }

    @Test func `takes back the newest`() {
        var times = RecentTimes(capacity: 4)
        for second in 0..<6 { times.add(at(Double(second))) }
        times.forget(newest: 2)
        #expect(times.total == 4)
        #expect(times.count(within: 0.5, of: at(5)) == 0)
        #expect(times.count(within: 10, of: at(5)) == 2)
        times.forget(newest: 9)
        #expect(times.oldest == nil)
    }
}
