import Detection
import Flows
import TestKit
import Testing
import Vocabulary

/// Rules judge a run of events one after the other: what they find must be what they find event by event.
@Suite struct EventRunScenarioTests {
    /// What is found when so many events are shown at a time.
    private static func findings(_ events: [FlowEvent], _ size: Int) -> [Finding] {
        var rules = RuleSet(context: DetectionContext(home: HomeNetworks(), hosts: HostWindows()))
        var start = 0
        while start < events.count {
            var some = Array(events[start..<min(start + size, events.count)])
            rules.observe(&some)
            start += size
        }
        rules.finish(at: events.last?.timestamp ?? Timestamp(nanoseconds: 0), order: .max)
        return rules.drain()
    }

    @Test(
        arguments: [
            ("attack-day", [:]), ("syn-flood", ["duration": "3", "rate": "9000"]), ("dns-tunnel", ["duration": "60"]),
            ("vertical-scan", ["background": "60"]), ("c2-beacon", [:]),
        ] as [(String, [String: String])])
    func `events shown one by one and in runs give the same findings in the same order`(
        _ scenario: String, _ settings: [String: String]
    ) throws {
        let events = try ForgedEvents.of(scenario, settings, seed: 5)
        let alone = Self.findings(events, 1)
        #expect(!alone.isEmpty)
        for size in [2, 63, 64, 65, 1000] { #expect(Self.findings(events, size) == alone) }
    }
}
