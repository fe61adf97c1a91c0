import Flows
package import Vocabulary

/// All rules of one engine, each given only the events it asked for.
///
/// The rules run here in one thread, in packet order, whatever the number of capture workers: host-wide detection sees the
/// same story.
package struct RuleSet: ~Copyable {
    package private(set) var context: DetectionContext
    private var rules: [any DetectionRule] = []
    /// Positions in `rules` by event kind.
    private var listeners: [[Int]] = []
    /// The same for application events, by kind of fact.
    private var readers: [[Int]] = []
    private var sink = FindingSink()
    /// Host windows are kept only where a rule reads them.
    private let readsHostWindows: Bool
    private let catalog: [any DetectionRule.Type]
    /// The options each running rule was made with, by its name.
    private var options: [String: [String: Double]] = [:]

    /// `settings`: option values by rule name; `disabled`: names of rules that are off.
    package init(
        context: consuming DetectionContext, catalog: [any DetectionRule.Type] = RuleCatalog.all,
        settings: [String: [String: Double]] = [:], disabled: Set<String> = []
    ) {
        self.context = context
        self.catalog = catalog
        readsHostWindows = catalog.contains { $0.readsHostWindows }
        apply(settings: settings, disabled: disabled)
    }

    /// Changes options while traffic runs: a rule whose options stay as they were goes on with what it has counted, another starts anew.
    package mutating func apply(settings: [String: [String: Double]], disabled: Set<String>) {
        var running: [String: any DetectionRule] = [:]
        for rule in rules { running[type(of: rule).card.name] = rule }
        let before = options
        rules = []
        options = [:]
        listeners = Array(repeating: [], count: FlowEvent.Kind.allCases.count)
        readers = Array(repeating: [], count: FactKinds.count)
        for type in catalog where !disabled.contains(type.card.name) {
            for kind in FlowEvent.Kind.allCases where type.interests.contains(EventKinds(kind)) {
                listeners[Int(kind.rawValue)].append(rules.count)
            }
            for bit in 0..<FactKinds.count where type.interests.contains(.application) {
                guard type.facts.contains(FactKinds(rawValue: 1 << UInt16(bit))) else { continue }
                readers[bit].append(rules.count)
            }
            let wanted = settings[type.card.name] ?? [:]
            if let rule = running[type.card.name], before[type.card.name] == wanted {
                rules.append(rule)
            } else {
                rules.append(type.init(settings: RuleSettings(type.card, overrides: wanted)))
            }
            options[type.card.name] = wanted
        }
    }

    /// Names our networks anew; what was learnt of them stays.
    package mutating func configure(home blocks: [AddressBlock]) { context.home.configure(blocks) }

    /// Shows each event to the rules that want it; the events are lent, not copied.
    package mutating func observe(_ events: [FlowEvent]) {
        let lent = events.span
        for index in lent.indices { observe(lent[index]) }
    }

    /// Shows one event to the rules that want it.
    package mutating func observe(_ event: FlowEvent) {
        sink.order = event.order
        learn(from: event)
        if !context.own.isEmpty, context.own.contains(event.flow.key.initiator) { return }
        if case .application(let fact) = event.detail {
            let kind = FactKinds.index(of: fact)
            for place in readers[kind].indices {
                rules[readers[kind][place]].observe(event, context, report: &sink)
            }
            return
        }
        let kind = Int(event.kind.rawValue)
        for place in listeners[kind].indices {
            rules[listeners[kind][place]].observe(event, context, report: &sink)
        }
    }

    /// The capture is over.
    package mutating func finish(at now: Timestamp, order: UInt64) {
        sink.order = order
        for index in rules.indices { rules[index].finish(at: now, context, report: &sink) }
    }

    /// Takes what was found since the last call.
    package mutating func drain() -> [Finding] { sink.drain() }

    private mutating func learn(from event: FlowEvent) {
        switch event.detail {
        case .neighbor(let fact): context.home.observe(fact)
        case .application(.dns(let message)): context.observe(message)
        case .application(.dhcp(let message)): context.home.observe(message)
        default: break
        }
        if readsHostWindows { context.hosts.observe(event) }
    }
}
