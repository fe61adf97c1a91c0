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
    private(set) var newcomers = Newcomers()
    /// Memory is asked for ahead while so many flows are open: what rules keep of fewer lies near, and asking would cost more than waiting.
    private static let manyFlows: UInt64 = 16_384
    private var asksAhead = false
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
        if readsBehaviour || baseline != nil { self.context.baseline = baseline ?? .pending }
        rules = EnrolledRules(catalog: catalog, settings: settings, disabled: disabled)
    }

    /// Changes options while traffic runs: a rule whose options stay as they were goes on with what it has counted, another starts anew.
    package mutating func apply(settings: [String: [String: Double]], disabled: Set<String>) {
        rules.apply(settings: settings, disabled: disabled)
        readsBehaviour = !behaviourists.isSubset(of: disabled)
        if readsBehaviour, !context.baseline.isThere { context.baseline = .pending }
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

    /// Shows each event to the rules that want it. Nothing is changed; `inout` lends the events where they lie.
    package mutating func observe(_ events: inout [FlowEvent]) {
        let count = events.count
        var lent = events.mutableSpan
        let keepsBehaviour = keepsBehaviour
        let hasOwn = !context.own.isEmpty
        guard asksAhead else {
            for index in 0..<count {
                let kind = lent[index].kind
                let mine = rules.wanted(lent.span, index)
                let source = mine != 0 || kind == .opened ? Digest.of(lent[index].flow.key.initiator) : 0
                observe(&lent, index, mine, source, keepsBehaviour, hasOwn)
            }
            return
        }
        var ahead = Ahead()
        for index in -Ahead.index..<count {
            let (mine, source) = ahead.known(index)
            ahead.ask(&rules, newcomers, lent.span, index)
            if index >= 0 { observe(&lent, index, mine, source, keepsBehaviour, hasOwn) }
        }
    }

    /// Shows one of them to the rules in `mine`. `source`: the digest of its initiator, where a rule wants it or it opens a flow.
    @inline(__always)
    private mutating func observe(
        _ events: inout MutableSpan<FlowEvent>, _ index: Int, _ mine: UInt64, _ source: UInt64, _ keepsBehaviour: Bool,
        _ hasOwn: Bool
    ) {
        learn(from: events.span, index)
        guard mine != 0 || keepsBehaviour else { return }
        if hasOwn, context.own.contains(events[index].flow.key.initiator) { return }
        sink.order = events[index].order
        let isMinuteOver = keepsBehaviour && context.observeBehaviour(&events[index], source)
        if isMinuteOver, context.baseline.isPending { context.baseline = .shipped }
        if mine != 0 {
            let due = admitted(events.span, index, mine, source)
            if due != 0 {
                context.source = source
                rules.observe(&events, index, by: due, context, report: &sink)
            }
        }
        if isMinuteOver { context.behaviour.forgetFinished() }
    }

    /// The same of events that somebody else keeps.
    package mutating func observe(_ events: [FlowEvent]) {
        var events = events
        observe(&events)
    }

    /// Of the rules that want the event, those that get it. The second flow of a source brings them its first.
    @inline(__always)
    private mutating func admitted(_ events: Span<FlowEvent>, _ index: Int, _ wanted: UInt64, _ source: UInt64)
        -> UInt64
    {
        let kind = events[index].kind
        let waiting = rules.waiting(kind, of: wanted)
        guard waiting != 0, !newcomers.knows(source) else { return wanted }
        guard kind == .opened else { return wanted & ~waiting }
        guard var first = newcomers.meet(source, events, index) else { return wanted & ~waiting }
        rules.observe(&first, by: waiting, context, report: &sink)
        return wanted
    }

    /// Shows one event to the rules that want it.
    package mutating func observe(_ event: FlowEvent) { observe([event]) }

    /// The capture is over.
    package mutating func finish(at now: Timestamp, order: UInt64) {
        sink.order = order
        if keepsBehaviour { context.behaviour.finish() }
        if context.baseline.isPending, !context.behaviour.finished.isEmpty { context.baseline = .shipped }
        rules.finish(at: now, context, report: &sink)
        context.behaviour.forgetFinished()
    }

    /// Takes what was found since the last call.
    package mutating func drain() -> [Finding] { sink.drain() }

    /// Without a model nothing is usual or unusual: then it is kept only to be learnt from.
    private var keepsBehaviour: Bool {
        (readsBehaviour && context.baseline.isThere) || context.behaviour.isRecording
    }

    @inline(__always)
    private mutating func learn(from events: Span<FlowEvent>, _ index: Int) {
        switch events[index].kind {
        case .tick:
            if case .traffic(let tick) = events[index].detail { asksAhead = tick.activeFlows >= Self.manyFlows }
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
