package import Vocabulary

/// A detection: watches flow events, and reports a finding when its threshold is crossed.
///
/// One file a rule, one line in `RuleCatalog`. A rule keeps bounded state (the tools in `Measures/`), reads no clock but the
/// event's, and reports again only when the evidence has grown by an order of magnitude or a new victim or phase appears:
/// an ongoing attack must not raise a finding a packet. Merging and suppression are the business of `Incidents`.
package protocol DetectionRule: RuleChain {
    /// What it detects, for help, docs, API and dashboard.
    static var card: RuleCard { get }
    /// The events it wants; nothing else is given to it.
    static var interests: EventKinds { get }
    /// Of application events, the facts it wants. Default: all.
    static var facts: FactKinds { get }
    /// Of the events that every flow has (`opened refused progressed closed`), the flows it can judge. Default: all.
    static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds
    /// True where it reads `context.hosts`; the windows are kept only then. Default: false.
    static var readsHostWindows: Bool { get }
    /// True where it reads `context.behaviour`; the minutes are kept only then. Default: false.
    static var readsBehaviour: Bool { get }
    /// True where nothing can be said of a source before its second flow: the rule is spared first flows, and told of the first when the
    /// second opens (`Newcomers`). Default: false.
    static var waitsForSecondFlow: Bool { get }
    /// True where it reads `context.question`. Default: false.
    static var readsQuestions: Bool { get }
    /// True where it has a `glance` of its own, and a `prefetch`. Default: false.
    static var glances: Bool { get }
    static var asksAhead: Bool { get }
    init(settings: RuleSettings)
    /// A look at `opened` and `closed` where they lie, before `observe`: what needs a few fields only is done here, without a copy of the event.
    /// True when the rule must see the event; it has then changed nothing that `observe` would change again.
    mutating func glance(_ events: Span<FlowEvent>, _ index: Int, _ context: borrowing DetectionContext) -> Bool
    mutating func observe(_ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink)
    /// Asks for the memory that `observe` will look at for an event of this flow: tables of a million entries lie far away, and the
    /// rules see events some hundred at a time. Default: nothing.
    mutating func prefetch(_ flow: FlowKey, _ kind: FlowEvent.Kind, _ step: PrefetchStep)
    /// The capture is over: report what only an end can show. Default: nothing.
    mutating func finish(at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink)
}

extension DetectionRule {
    package static var facts: FactKinds { .all }
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { .all }
    package static var readsHostWindows: Bool { false }
    package static var readsBehaviour: Bool { false }
    package static var waitsForSecondFlow: Bool { false }
    package static var readsQuestions: Bool { false }
    package static var glances: Bool { false }
    package static var asksAhead: Bool { false }
    @inline(__always)
    package mutating func glance(
        _ events: Span<FlowEvent>, _ index: Int, _ context: borrowing DetectionContext
    ) -> Bool { true }
    @inline(__always)
    package mutating func prefetch(_ flow: FlowKey, _ kind: FlowEvent.Kind, _ step: PrefetchStep) {}
    package mutating func finish(at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink) {}
}
