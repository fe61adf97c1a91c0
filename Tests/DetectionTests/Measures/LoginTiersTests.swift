import Detection
import Testing
import Vocabulary

struct LoginTiersTests {
    private let tiers = LoginTiers(RuleSettings(BruteForce.card))

    private func times(_ count: Int, every gap: Double) -> (RecentTimes, Timestamp) {
        var times = RecentTimes(capacity: 40)
        for index in 0..<count { times.add(Timestamp(seconds: Double(index) * gap)) }
        return (times, Timestamp(seconds: Double(count - 1) * gap))
    }

    @Test func `each tier has its pace`() {
        for (count, gap, seconds) in [(8, 1.0, 60.0), (12, 40, 600), (15, 200, 3600)] {
            let (times, now) = times(count, every: gap)
            #expect(tiers.crossed(by: times, at: now)?.seconds == seconds)
        }
        let (few, now) = times(7, every: 1)
        #expect(tiers.crossed(by: few, at: now) == nil)
    }

    @Test func `weaker evidence needs more`() {
        let (times, now) = times(15, every: 1)
        #expect(tiers.crossed(by: times, at: now, factor: 2) == nil)
        #expect(tiers.crossed(by: times, at: now, factor: 1.5)?.threshold == 12)
    }
}
