import Synchronization
import Testing
import Vocabulary

@testable import Sentinel

@Suite struct RelayTests {
    private func news(seconds count: Int) -> CellarNews {
        var news = CellarNews()
        for second in 0..<count { news.seconds.append(TrafficPoint(time: Timestamp(seconds: Double(second)))) }
        return news
    }

    private func delivered(by relay: Relay) async -> (seconds: Int, lost: UInt64) {
        let sum = Mutex((seconds: 0, lost: UInt64(0)))
        await relay.deliver { news in
            sum.withLock {
                $0.seconds += news.seconds.count
                $0.lost += news.lostRecords
            }
        }
        return sum.withLock { $0 }
    }

    @Test func `what is handed over arrives, the last of it after the end`() async {
        let relay = Relay()
        var first = news(seconds: 3)
        relay.hand(over: &first)
        #expect(first.isEmpty)
        var second = news(seconds: 2)
        relay.hand(over: &second)
        relay.close()
        let all = await delivered(by: relay)
        #expect(all.seconds == 5)
        #expect(all.lost == 0)
    }

    @Test func `when nobody takes them news stay bounded and the rest is counted`() async {
        let relay = Relay(recordCap: 10)
        for _ in 0..<100 {
            var some = news(seconds: 4)
            relay.hand(over: &some)
        }
        relay.close()
        let all = await delivered(by: relay)
        #expect(all.seconds == 8)
        #expect(all.lost == 392)
    }
}
