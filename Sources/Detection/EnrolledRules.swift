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

    /// Of the `wanted` rules, those that need not see this kind of event of a source that opened one flow only.
    @inline(__always)
    package func waiting(_ kind: FlowEvent.Kind, of wanted: UInt64) -> UInt64 { roster.waiting(kind, of: wanted) }

    /// Shows the rules what waits for them in `run`, one rule after the other.
    @inline(never)
    package mutating func judge(
        _ run: inout EventRun, _ events: inout MutableSpan<FlowEvent>, _ context: inout DetectionContext,
        report: inout FindingSink
    ) {
        chain.judge(&run, 0, &events, &context, report: &report)
    }

    /// Tells every running rule that the capture is over.
    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        chain.finish(at: now, by: roster.active, context, report: &report)
    }
}
