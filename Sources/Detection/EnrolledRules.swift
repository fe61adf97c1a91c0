package import Vocabulary

/// A chain of rules, which of them are on, and the options each was made with.
///
/// Shapes: an event reaches the rules of the chain that are on and asked for its kind (`RuleRoster`).
package struct EnrolledRules<Chain: RuleChain>: Sendable {
    private var chain: Chain
    private var roster = RuleRoster()
    /// Names of the rules that may take part.
    private let names: Set<String>
    /// The options of each running rule, by its name.
    private var options: [String: [String: Double]] = [:]

    /// `catalog`: the rules of the chain that may take part; `settings`: option values by rule name; `disabled`: names of rules that are off.
    package init(catalog: [any DetectionRule.Type], settings: [String: [String: Double]], disabled: Set<String>) {
        names = Set(catalog.map { $0.card.name })
        chain = Chain(overrides: settings)
        enroll(settings, disabled)
    }

    /// Changes options: a rule whose options stay as they were goes on with what it has counted, another starts anew.
    package mutating func apply(settings: [String: [String: Double]], disabled: Set<String>) {
        let before = options
        enroll(settings, disabled)
        let changed = options.filter { before[$0.key] != $0.value }
        if !changed.isEmpty { chain.renew(overrides: changed) }
    }

    private mutating func enroll(_ settings: [String: [String: Double]], _ disabled: Set<String>) {
        options = [:]
        for name in names where !disabled.contains(name) { options[name] = settings[name] ?? [:] }
        let on = options
        roster = RuleRoster(Chain.rules) { on[$0.card.name] != nil }
    }

    /// The rules that the event at `index` is shown to.
    @inline(__always)
    package func wanted(_ events: Span<FlowEvent>, _ index: Int) -> UInt64 { roster.wanted(events, index) }

    /// Shows the event at `index` to the rules that want it. It is given by its place, because what is not wanted is not copied.
    @inline(__always)
    package mutating func observe(
        _ events: Span<FlowEvent>, _ index: Int, by wanted: UInt64, _ context: borrowing DetectionContext,
        report: inout FindingSink
    ) {
        chain.observe(events[index], by: wanted, context, report: &report)
    }

    /// Asks for the memory that the rules will look at for the event at `index`.
    @inline(__always)
    package mutating func prefetch(_ events: Span<FlowEvent>, _ index: Int, _ step: PrefetchStep, by wanted: UInt64) {
        if wanted != 0 { chain.prefetch(events[index].flow.key, events[index].kind, step, by: wanted) }
    }

    /// Tells every running rule that the capture is over.
    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        chain.finish(at: now, by: roster.active, context, report: &report)
    }
}
