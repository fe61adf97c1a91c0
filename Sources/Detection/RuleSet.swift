import Flows
package import Vocabulary

/// All rules of one engine, each given only the events it asked for.
///
/// The rules run here in one thread, in packet order, whatever the number of capture workers: host-wide detection sees the
/// same story.
package struct RuleSet: ~Copyable {
    package private(set) var context: DetectionContext
    private(set) var rules: EnrolledRules<RuleCatalog.Rules>
    private var sink = FindingSink()
    /// How many events ahead memory is asked for: an event takes about as long as two trips to the memory.
    private static let indexAhead = 8
    private static let entryAhead = 4
    /// Host windows are kept only where a rule reads them.
    private let readsHostWindows: Bool
    private let behaviourists: Set<String>
    private var readsBehaviour: Bool

    /// `catalog`: the rules that take part; `settings`: option values by rule name; `disabled`: names of rules that are off; `baseline`:
    /// what is usual here, nil for what ships with the program.
    package init(
        context: consuming DetectionContext, catalog: [any DetectionRule.Type] = RuleCatalog.all,
        settings: [String: [String: Double]] = [:], disabled: Set<String> = [], baseline: BehaviourBaseline? = nil
    ) {
        self.context = context
        readsHostWindows = catalog.contains { $0.readsHostWindows }
        behaviourists = Set(catalog.filter { $0.readsBehaviour }.map { $0.card.name })
        readsBehaviour = !behaviourists.isSubset(of: disabled)
        if readsBehaviour || baseline != nil { self.context.baseline = baseline ?? .shipped }
        rules = EnrolledRules(catalog: catalog, settings: settings, disabled: disabled)
    }

    /// Changes options while traffic runs: a rule whose options stay as they were goes on with what it has counted, another starts anew.
    package mutating func apply(settings: [String: [String: Double]], disabled: Set<String>) {
        rules.apply(settings: settings, disabled: disabled)
        readsBehaviour = !behaviourists.isSubset(of: disabled)
        if readsBehaviour, context.baseline.model == nil { context.baseline = .shipped }
    }

    /// Another model of what is usual, from now on.
    package mutating func apply(baseline: BehaviourBaseline) { context.baseline = baseline }

    /// Whether what hosts do is kept until `drainBehaviour`, for whoever learns from it.
    package mutating func record(behaviour isOn: Bool) { context.behaviour.isRecording = isOn }

    /// What hosts did since the last call.
    package mutating func drainBehaviour() -> [BehaviourWindow] { context.behaviour.drain() }

    /// Names our networks anew; what was learnt of them stays.
    package mutating func configure(home blocks: [AddressBlock]) { context.home.configure(blocks) }

    /// Puts another table of blocklist entries in place of the one in force.
    package mutating func configure(indicators: IndicatorTable?) { context.indicators = indicators }

    /// Shows each event to the rules that want it.
    package mutating func observe(_ events: [FlowEvent]) {
        // Lent as a span: one field of an event is read without copying all of it.
        let events = events.span
        // Who wants the events that come next; worked out once, when memory is first asked for.
        var wanted = InlineArray<8, UInt64>(repeating: 0)
        for index in 0..<min(Self.indexAhead, events.count) { wanted[index] = rules.wanted(events, index) }
        for index in events.indices {
            let (far, near) = (index &+ Self.indexAhead, index &+ Self.entryAhead)
            let mine = wanted[index & 7]
            if near < events.count { rules.prefetch(events, near, .entry, by: wanted[near & 7]) }
            if far < events.count {
                wanted[index & 7] = rules.wanted(events, far)
                rules.prefetch(events, far, .index, by: wanted[index & 7])
            }
            sink.order = events[index].order
            learn(from: events, index)
            guard mine != 0 || keepsBehaviour else { continue }
            if !context.own.isEmpty, context.own.contains(events[index].flow.key.initiator) { continue }
            let isMinuteOver = keepsBehaviour && context.observeBehaviour(events, index)
            if mine != 0 { rules.observe(events, index, by: mine, context, report: &sink) }
            if isMinuteOver { context.behaviour.forgetFinished() }
        }
    }

    /// Shows one event to the rules that want it.
    package mutating func observe(_ event: FlowEvent) { observe([event]) }

    /// The capture is over.
    package mutating func finish(at now: Timestamp, order: UInt64) {
        sink.order = order
        if keepsBehaviour { context.behaviour.finish() }
        rules.finish(at: now, context, report: &sink)
        context.behaviour.forgetFinished()
    }

    /// Takes what was found since the last call.
    package mutating func drain() -> [Finding] { sink.drain() }

    /// Without a model nothing is usual or unusual: then it is kept only to be learnt from.
    private var keepsBehaviour: Bool {
        (readsBehaviour && context.baseline.model != nil) || context.behaviour.isRecording
    }

    @inline(__always)
    private mutating func learn(from events: Span<FlowEvent>, _ index: Int) {
        switch events[index].kind {
        case .neighbor:
            if case .neighbor(let fact) = events[index].detail { context.home.observe(fact) }
        case .application:
            switch events[index].detail {
            case .application(.dns(let message)): context.observe(message)
            case .application(.dhcp(let message)): context.home.observe(message)
            default: break
            }
        default: break
        }
        if readsHostWindows { context.hosts.observe(events[index]) }
    }
}
