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
        var lent = events.mutableSpan
        let keepsBehaviour = keepsBehaviour
        // With few flows open there is nothing to ask for, and runs are short.
        if asksAhead { return observeRuns(&lent, keepsBehaviour) }
        for at in 0..<lent.count {
            let wanted = rules.wanted(lent.span, at)
            let isNamed = wanted != 0 || lent[at].kind == .opened
            let source = isNamed ? Digest.of(lent[at].flow.key.initiator) : 0
            observe(&lent, at, wanted, source, keepsBehaviour)
        }
    }

    /// Shows one event to the rules in `wanted`, with all that is learnt from it. `source`: the digest of its initiator, where a rule wants it
    /// or it opens a flow.
    @inline(never)
    private mutating func observe(
        _ events: inout MutableSpan<FlowEvent>, _ at: Int, _ wanted: UInt64, _ source: UInt64, _ keepsBehaviour: Bool
    ) {
        learn(from: events.span, at)
        guard wanted != 0 || keepsBehaviour else { return }
        if !context.own.isEmpty, context.own.contains(events[at].flow.key.initiator) { return }
        let isMinuteOver = keepsBehaviour && context.observeBehaviour(&events[at], source)
        if isMinuteOver, context.baseline.isPending { context.baseline = .shipped }
        if wanted != 0 { judge(&events, at, wanted, source, isUnknown: false) }
        if isMinuteOver { context.behaviour.forgetFinished() }
    }

    @inline(__always)
    private mutating func judge(
        _ events: inout MutableSpan<FlowEvent>, _ at: Int, _ wanted: UInt64, _ source: UInt64, isUnknown: Bool
    ) {
        let due = admitted(events.span, at, wanted, source, isUnknown)
        guard due != 0 else { return }
        sink.order = events[at].order
        context.source = source
        rules.observe(&events, at, by: due, context, report: &sink)
    }

    /// The same of many events where many flows are open: in runs, of which flows that open and end are taken in one go, if nothing else is
    /// kept for each event.
    private mutating func observeRuns(_ events: inout MutableSpan<FlowEvent>, _ keepsBehaviour: Bool) {
        let takesMany = context.own.isEmpty && !readsHostWindows
        var run = EventRun()
        var start = 0
        while start < events.count {
            let end = min(start &+ EventRun.capacity, events.count)
            run.look(&rules, &newcomers, events.span, from: start)
            var at = start
            while at < end {
                var next = at &+ 1
                if takesMany, Self.isPlain(events[at].kind) {
                    while next < end, Self.isPlain(events[next].kind) { next &+= 1 }
                    if keepsBehaviour { context.behaviour.observe(&events, at, next, start, &run) }
                    judge(&events, at, next, start, &run)
                } else {
                    let introduced = newcomers.introduced
                    let place = at &- start
                    observe(&events, at, run.wanted[place], run.sources[place], keepsBehaviour)
                    if newcomers.introduced != introduced { run.forgetUnknown() }
                }
                at = next
            }
            start = end
        }
    }

    /// What rules and ledgers keep of such an event depends on nothing that is learnt from the events around it.
    @inline(__always)
    private static func isPlain(_ kind: FlowEvent.Kind) -> Bool { kind == .opened || kind == .closed }

    /// Shows flows that open and end, from `first` to before `end`, to the rules that want them. The run began at `start`.
    @inline(never)
    private mutating func judge(
        _ events: inout MutableSpan<FlowEvent>, _ first: Int, _ end: Int, _ start: Int, _ run: inout EventRun
    ) {
        var place = run.nextDue(first &- start)
        while place < end &- start {
            let introduced = newcomers.introduced
            let wanted = run.wanted[place]
            if wanted != 0 {
                judge(&events, start &+ place, wanted, run.sources[place], isUnknown: run.isUnknown(place))
            }
            if newcomers.introduced != introduced { run.forgetUnknown() }
            place = run.nextDue(place &+ 1)
        }
    }

    /// The same of events that somebody else keeps.
    package mutating func observe(_ events: [FlowEvent]) {
        var events = events
        observe(&events)
    }

    /// Of the rules that want the event, those that get it. The second flow of a source brings them its first. `isNew`: the source is
    /// certainly not known; otherwise it is looked for.
    @inline(__always)
    private mutating func admitted(
        _ events: Span<FlowEvent>, _ index: Int, _ wanted: UInt64, _ source: UInt64, _ isNew: Bool
    ) -> UInt64 {
        let kind = events[index].kind
        let waiting = rules.waiting(kind, of: wanted)
        guard waiting != 0, isNew || !newcomers.knows(source) else { return wanted }
        guard kind == .opened else { return wanted & ~waiting }
        guard var first = newcomers.meet(source, events, index) else { return wanted & ~waiting }
        sink.order = events[index].order
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
