@testable import Detection
import Flows
import Testing
import Vocabulary

@Suite struct EnrolledRulesTests {
    @Test func `a rule whose options stay goes on counting when another changes`() {
        #expect(counts(after: ["second": ["step": 2]], disabled: []) == ["first": 3, "second": 2])
    }

    @Test func `a rule that is turned off says nothing more`() {
        #expect(counts(after: [:], disabled: ["first"]) == ["second": 3])
    }

    @Test func `a rule that is turned on again starts anew`() {
        var rules = ruleSet()
        observe(&rules)
        rules.apply(settings: [:], disabled: ["first"])
        rules.apply(settings: [:], disabled: [])
        observe(&rules)
        #expect(ends(&rules) == ["first": 1, "second": 2])
    }

    /// Two events, the change, one event more: what each rule has counted at the end.
    private func counts(after settings: [String: [String: Double]], disabled: Set<String>) -> [String: Int] {
        var rules = ruleSet()
        observe(&rules)
        observe(&rules)
        rules.apply(settings: settings, disabled: disabled)
        observe(&rules)
        return ends(&rules)
    }

    private typealias Rules = EnrolledRules<Both<First, Second>>

    private func ruleSet() -> Rules { Rules(catalog: [First.self, Second.self], settings: [:], disabled: []) }

    private func observe(_ rules: inout Rules) {
        var sink = FindingSink()
        var events = [Self.event]
        let wanted = rules.wanted(events.span, 0)
        var run = EventRun()
        run.enter(0, by: wanted)
        var lent = events.mutableSpan
        var context = Self.context
        rules.judge(&run, &lent, &context, report: &sink)
    }

    private func ends(_ rules: inout Rules) -> [String: Int] {
        var sink = FindingSink()
        rules.finish(at: Timestamp(nanoseconds: 0), Self.context, report: &sink)
        return Dictionary(uniqueKeysWithValues: sink.drain().map { ($0.summary, Int($0.confidence)) })
    }

    private static var context: DetectionContext { DetectionContext(home: HomeNetworks(), hosts: HostWindows()) }

    private static let event = FlowEvent(
        order: 1, timestamp: Timestamp(nanoseconds: 0), kind: .opened,
        flow: FlowSnapshot(
            key: FlowKey(
                initiator: IPAddress(192, 0, 2, 1), initiatorPort: 1, responder: IPAddress(192, 0, 2, 2),
                responderPort: 2, transport: .tcp)))
}

/// Counts events by its option and says the sum, as its confidence, at the end.
private protocol CountingRule: DetectionRule {
    static var name: String { get }
    var step: Double { get }
    var sum: Double { get set }
}

extension CountingRule {
    static var card: RuleCard {
        RuleCard(
            name: name, title: name, summary: "", detections: [.anomaly], techniques: [], severity: .info,
            options: [CardOption("step", 1, 0...10, "events", "what an event counts")], blindSpots: [], rationale: "")
    }
    static var interests: EventKinds { .opened }

    mutating func observe(_ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink) {
        sum += step
    }

    mutating func finish(at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink) {
        report.report(
            Finding(
                detection: .anomaly, summary: Self.name, severity: .info, confidence: sum, techniques: [],
                attackers: [],
                victims: [], evidence: [], firstSeen: now, lastSeen: now))
    }
}

private struct First: CountingRule {
    static let name = "first"
    let step: Double
    var sum = 0.0
    init(settings: RuleSettings) { step = settings["step"] }
}

private struct Second: CountingRule {
    static let name = "second"
    let step: Double
    var sum = 0.0
    init(settings: RuleSettings) { step = settings["step"] }
}
