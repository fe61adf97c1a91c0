import Forge
import Testing
import Vocabulary

@testable import Hunting

@Suite("SlowBeaconMission")
struct SlowBeaconMissionTests {
    @Test(arguments: [(1.0, 0.0), (2, 0.1), (4, 0.15), (6, 0.02), (12, 0.05)])
    func `rhythms from an hour to half a day, with jitter`(hours: Double, jitter: Double) async throws {
        let book = FlowBook.weeks(5) { $0.call(hours: hours, jitter: jitter, day: 8) }
        let finding = try #require(try await book.found(["slow-beacon"])["slow-beacon"]?.first)
        guard case .measure(let interval)? = finding.evidence.first(where: { $0.name == "interval_seconds" })?.value
        else {
            Issue.record("no interval")
            return
        }
        #expect(abs(interval - hours * 3600) < hours * 3600 * max(0.05, jitter))
    }

    @Test func `random pauses are no rhythm`() async throws {
        let book = FlowBook.weeks(5) { $0.call(hours: 4, jitter: 0.9) }
        #expect(try await book.found(["slow-beacon"]).isEmpty)
    }

    @Test func `retries and missed calls do not hide a rhythm`() {
        var moments: [Timestamp] = []
        for step in 0..<20 where step != 7 && step != 12 {
            for retry in 0..<3 {
                moments.append(EventBook.now.advanced(bySeconds: Double(step) * 14_400 + Double(retry) * 5))
            }
        }
        let rhythm = Rhythm(moments, jitter: 0.1)
        #expect(rhythm.share == 1 && abs(rhythm.interval - 14_400) < 30 && rhythm.pauses == 17)
        #expect(Rhythm([], jitter: 0.1).pauses == 0)
        #expect(Rhythm([EventBook.now, EventBook.now], jitter: 0.1).pauses == 0)
    }
}
