package import Vocabulary
import Learning

/// What a host does as no host here does: an isolation forest for each aspect of a minute, and for flows.
package struct Anomaly: DetectionRule {
    package static let card = RuleCard(
        name: "anomaly", title: "Anomaly",
        summary: """
            What each host does in a minute (whom it turns to, who turns to it, how much it sends, which names it asks for, how it \
            works on others, what it says to its link, how it pings) and each flow is held against a model of what is usual. The model \
            ships with the program, and is replaced by one of your own network once that has been watched for long enough. Says which \
            features stood out and how far they lie from what is usual.
            """,
        detections: [.anomaly],
        techniques: Array(Set(Aspect.allCases.flatMap(\.techniques))).sorted(), severity: .low,
        options: [
            CardOption(
                "alarms_a_day", 1, 0.01...1000, "alarms",
                "False alarms a day that you are ready to look at; the thresholds of the score follow from it"),
            CardOption("quiet_hours", 24, 0.1...168, "hours", "A host that stood out is told of again after so long"),
        ],
        blindSpots: [
            "What happens seldom is not what is bad, and what is bad may be usual: an anomaly asks for a look, it proves nothing.",
            "What stands out a little is told when it does so in a second minute within half an hour; once is not enough.",
            "Fewer than 8 conversations, 6 names or 8 pings a minute are not judged: slow attacks hide in the minutes.",
            "Whoever attacks while the baseline is learnt, and is not noticed by a rule, becomes part of what is usual.",
            "Remote administration stands out until your own model has learnt that it is usual with you.",
            "DHCP is not looked at; nor is the rhythm of calls (the rule beacon does that).",
        ],
        rationale: """
            F. T. Liu et al., "Isolation Forest" (2008), over log-scaled features of hosts and flows, never of packets or raw ports. \
            Thresholds are quantiles of harmless traffic for a budget of false alarms a day, as the field advises; a host is told of once a \
            day, and again when it stands out in another aspect or ten times more rarely. Your own model knows the hours of your week.
            """)
    package static let interests: EventKinds = [.tick, .closed]
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { .speaking }
    package static var readsBehaviour: Bool { true }

    struct Told {
        var aspects: UInt16 = 0
        /// Harmless things a day that would score as high; the least so far.
        var rate = Double.infinity
        var last = Timestamp(nanoseconds: .min)
        /// Aspects that stood out a little, and since when.
        var hints: UInt16 = 0
        var hinted = Timestamp(nanoseconds: .min)
    }
    /// Harmless things are ten times as rare at a score that is told at once.
    private static let margin = 10.0
    /// Seconds in which what stands out a little must do so again, and between the two.
    fileprivate static let agreement = 60.0...1800
    private var told = BoundedTable<UInt64, Told>(capacity: 4096)
    private let budget: Double
    private let quiet: Double
    /// By aspect, for the model of this stamp: the thresholds that the budget asks for.
    private var limits: [(little: Double, enough: Double)] = []
    private var stamp: UInt64 = .max

    package init(settings: RuleSettings) {
        budget = settings["alarms_a_day"]
        quiet = settings["quiet_hours"] * 3600
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        if event.kind == .tick { return judge(context, &report) }
        guard context.baseline.judges(.flow), event.flow.depth == 0, let row = event.flow.behaviourRow,
            !context.baseline.passes(
                .flow, row, hour: WeekProfile.hour(ofSecond: event.flow.firstSeen.second)),
            let model = context.baseline[.flow], let window = event.flow.behaviour
        else { return }
        judge(window, model, context, &report)
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) { judge(context, &report) }

    private mutating func judge(_ context: borrowing DetectionContext, _ report: inout FindingSink) {
        for index in context.behaviour.finished.indices {
            let window = context.behaviour.finished[index]
            guard !context.baseline.passes(window.aspect, window.row, hour: window.hour),
                let model = context.baseline[window.aspect]
            else { continue }
            judge(window, model, context, &report)
        }
    }

    private mutating func judge(
        _ window: BehaviourWindow, _ model: AspectModel, _ context: borrowing DetectionContext,
        _ report: inout FindingSink
    ) {
        if stamp != context.baseline.stamp { renew(context) }
        let limit = limits[Int(window.aspect.rawValue)]
        let score = model.score(window.row, hour: window.hour)
        guard score > limit.little else { return }
        let rate = model.calibration.alarmsADay(at: score)
        guard speaks(window, rate, isEnough: score > limit.enough) else { return }
        report.report(
            AnomalyReport(
                window: window, score: score, limit: limit.little, rate: rate, budget: budget, model: model
            ).finding)
    }

    private mutating func renew(_ context: borrowing DetectionContext) {
        stamp = context.baseline.stamp
        let part = budget / Double(max(1, context.baseline.count))
        limits = Aspect.allCases.map { aspect in
            guard let calibration = context.baseline[aspect]?.calibration else { return (1, 1) }
            return (
                calibration.threshold(alarmsADay: part), calibration.threshold(alarmsADay: part / Self.margin)
            )
        }
    }

    private mutating func speaks(_ window: BehaviourWindow, _ rate: Double, isEnough: Bool) -> Bool {
        let bit = UInt16(1) << UInt16(window.aspect.rawValue)
        let quiet = quiet
        return told.update(window.subject.digest, default: Told()) { told in
            if told.last.nanoseconds != .min, window.last.seconds(since: told.last) > quiet { told = Told() }
            guard told.aspects & bit == 0 || rate < told.rate / 10 else { return false }
            guard isEnough || told.isAgreed(bit, window.first) else { return false }
            told.aspects |= bit
            told.rate = min(told.rate, rate)
            told.last = max(told.last, window.last)
            return true
        }
    }
}

extension Anomaly.Told {
    /// True where the same aspect stood out a little in another minute not long ago; remembers that it does now.
    mutating func isAgreed(_ bit: UInt16, _ time: Timestamp) -> Bool {
        let gap = hinted.nanoseconds == .min ? .infinity : time.seconds(since: hinted)
        if hints & bit != 0, Anomaly.agreement.contains(gap) { return true }
        if gap > Anomaly.agreement.upperBound || gap < -Anomaly.agreement.upperBound {
            hints = 0
            hinted = time
        }
        hints |= bit
        return false
    }
}

extension Party {
    fileprivate var digest: UInt64 {
        switch self {
        case .address(let address): Digest.of(address)
        case .mac(let mac): Digest.of(mac)
        case .block(let block): Digest.of(block.base, UInt32(block.prefix))
        }
    }
}
