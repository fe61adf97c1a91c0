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
    private var run = EventRun()
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
    ///
    /// In runs: what is learnt from every event is learnt in their order, and the rules judge when the run is over, one after the other, or
    /// before something is learnt that a rule may look at.
    package mutating func observe(_ events: inout [FlowEvent]) {
        var lent = events.mutableSpan
        let keepsBehaviour = keepsBehaviour
        let takesMany = context.own.isEmpty && !readsHostWindows
        var start = 0
        while start < lent.count {
            let end = min(start &+ EventRun.capacity, lent.count)
            run.look(rules, &newcomers, lent.span, from: start, asksAhead: asksAhead)
            var at = start
            while at < end {
                var next = at &+ 1
                if takesMany, Self.isPlain(lent[at].kind) {
                    while next < end, Self.isPlain(lent[next].kind) { next &+= 1 }
                    if keepsBehaviour { context.behaviour.observe(&lent, at, next, start, &run) }
                    enter(&lent, at, next, start)
                } else {
                    observe(&lent, at, at &- start, keepsBehaviour)
                }
                at = next
            }
            judge(&lent)
            start = end
        }
    }

    /// Learns all that there is to learn from one event, at `place` of the run, and has it judged.
    @inline(never)
    private mutating func observe(
        _ events: inout MutableSpan<FlowEvent>, _ at: Int, _ place: Int, _ keepsBehaviour: Bool
    ) {
        let isQuestion = learn(from: &events, at)
        guard run.wanted[place] != 0 || keepsBehaviour else { return }
        if !context.own.isEmpty, context.own.contains(events[at].flow.key.initiator) { return }
        let isMinuteOver = keepsBehaviour && context.observeBehaviour(&events[at], run.sources[place])
        if isMinuteOver, context.baseline.isPending { context.baseline = .shipped }
        if run.wanted[place] != 0, enter(&events, at, place), isQuestion { run.note(context.question) }
        guard isMinuteOver else { return }
        judge(&events)
        context.behaviour.forgetFinished()
    }

    /// The rules judge what waits for them.
    @inline(__always)
    private mutating func judge(_ events: inout MutableSpan<FlowEvent>) {
        if run.entries != 0 { judgeEntries(&events) }
    }

    @inline(never)
    private mutating func judgeEntries(_ events: inout MutableSpan<FlowEvent>) {
        rules.judge(&run, &events, &context, report: &sink)
        sink.settle { run.order(of: $0, events.span) }
        run.clear()
    }

    /// What rules and ledgers keep of such an event depends on nothing that is learnt from the events around it.
    @inline(__always)
    private static func isPlain(_ kind: FlowEvent.Kind) -> Bool { kind == .opened || kind == .closed }

    /// Has flows that open and end, from `first` to before `end`, judged by the rules that want them. The run began at `start`.
    @inline(never)
    private mutating func enter(_ events: inout MutableSpan<FlowEvent>, _ first: Int, _ end: Int, _ start: Int) {
        var place = run.nextDue(first &- start)
        while place < end &- start {
            if run.wanted[place] != 0 { _ = enter(&events, start &+ place, place) }
            place = run.nextDue(place &+ 1)
        }
    }

    /// Has an event judged by the rules that get it, of those that want it: what waits for a source's second flow is spared the first, and
    /// told of it when the second opens. False when nobody gets it.
    @inline(__always)
    private mutating func enter(_ events: inout MutableSpan<FlowEvent>, _ at: Int, _ place: Int) -> Bool {
        if run.isFull { judge(&events) }
        var due = run.wanted[place]
        let kind = events[at].kind
        let waiting = rules.waiting(kind, of: due)
        let source = run.sources[place]
        if waiting != 0, run.isUnknown(place) || !newcomers.knows(source) {
            if kind == .opened, let first = newcomers.meet(source, events.span, at) {
                run.enter(first, by: waiting)
                run.forgetUnknown()
            } else {
                due &= ~waiting
            }
        }
        guard due != 0 else { return false }
        run.enter(place, by: due)
        return true
    }

    /// The same of events that somebody else keeps.
    package mutating func observe(_ events: [FlowEvent]) {
        var events = events
        observe(&events)
    }

    /// Shows one event to the rules that want it.
    package mutating func observe(_ event: FlowEvent) { observe([event]) }

    /// The capture is over.
    package mutating func finish(at now: Timestamp, order: UInt64) {
        if keepsBehaviour { context.behaviour.finish() }
        if context.baseline.isPending, !context.behaviour.finished.isEmpty { context.baseline = .shipped }
        rules.finish(at: now, context, report: &sink)
        sink.settle { _ in order }
        context.behaviour.forgetFinished()
    }

    /// Takes what was found since the last call.
    package mutating func drain() -> [Finding] { sink.drain() }

    /// Without a model nothing is usual or unusual: then it is kept only to be learnt from.
    private var keepsBehaviour: Bool {
        (readsBehaviour && context.baseline.isThere) || context.behaviour.isRecording
    }

    /// What the rules may look at is changed after they judged what was before. True when the event asks for a name, or answers.
    @inline(__always)
    private mutating func learn(from events: inout MutableSpan<FlowEvent>, _ at: Int) -> Bool {
        if readsHostWindows {
            judge(&events)
            context.hosts.observe(events[at])
        }
        switch events[at].kind {
        case .tick:
            judge(&events)
            if case .traffic(let tick) = events[at].detail { asksAhead = tick.activeFlows >= Self.manyFlows }
        case .neighbor:
            judge(&events)
            if case .neighbor(let fact) = events[at].detail { context.home.observe(fact) }
        case .application: return read(&events, at)
        default: break
        }
        return false
    }

    @inline(never)
    private mutating func read(_ events: inout MutableSpan<FlowEvent>, _ at: Int) -> Bool {
        switch events[at].detail {
        case .application(.dns(let message)):
            let question = context.question(of: message)
            if !context.names.knows(message, digest: question.name) {
                judge(&events)
                context.names.observe(message, digest: question.name)
            }
            context.question = question
            return true
        case .application(.dhcp(let message)):
            judge(&events)
            context.home.observe(message)
        default: break
        }
        return false
    }
}
