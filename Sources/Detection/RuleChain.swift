package import Vocabulary

/// One rule, or several in a fixed order, each called by its own type.
///
/// Why it exists: a new flow is shown to half a dozen rules. In an array of `any DetectionRule` each of them costs a box, a check
/// that the box is not shared and an indirect call: more than most rules have to do. A chain of types is known to the compiler.
package protocol RuleChain: Sendable {
    /// The rules in the order in which they see an event.
    static var rules: [any DetectionRule.Type] { get }
    /// How many they are: the bits of `wanted` that are theirs.
    static var count: Int { get }
    /// `overrides`: option values by rule name.
    init(overrides: [String: [String: Double]])
    /// Begins the rules anew that have an entry, with these options.
    mutating func renew(overrides: [String: [String: Double]])
    /// Lets the rules whose bit is set, all of which glance, look at the event at `index`: the bits of those that must see it.
    mutating func glance(
        _ events: Span<FlowEvent>, _ index: Int, by wanted: UInt64, _ context: borrowing DetectionContext
    ) -> UInt64
    /// Shows the event to the rules whose bit is set, lowest bit first.
    mutating func observe(
        _ event: inout FlowEvent, by wanted: UInt64, _ context: borrowing DetectionContext,
        report: inout FindingSink)
    /// Asks for the memory that the rules whose bit is set will look at for an event of this flow, which comes a few events later.
    mutating func prefetch(_ flow: FlowKey, _ kind: FlowEvent.Kind, _ step: PrefetchStep, by wanted: UInt64)
    /// Tells the rules whose bit is set that the capture is over.
    mutating func finish(
        at now: Timestamp, by wanted: UInt64, _ context: borrowing DetectionContext, report: inout FindingSink)
}

/// A rule is a chain of one.
extension DetectionRule {
    package static var rules: [any DetectionRule.Type] { [Self.self] }
    @inline(__always)
    package static var count: Int { 1 }

    package init(overrides: [String: [String: Double]]) {
        let card = Self.card
        self.init(settings: RuleSettings(card, overrides: overrides[card.name] ?? [:]))
    }

    package mutating func renew(overrides: [String: [String: Double]]) {
        if overrides[Self.card.name] != nil { self = Self(overrides: overrides) }
    }

    @inline(__always)
    package mutating func glance(
        _ events: Span<FlowEvent>, _ index: Int, by wanted: UInt64, _ context: borrowing DetectionContext
    ) -> UInt64 {
        guard Self.glances, wanted & 1 != 0 else { return 0 }
        return glance(events, index, context) ? 1 : 0
    }

    @inline(__always)
    package mutating func observe(
        _ event: inout FlowEvent, by wanted: UInt64, _ context: borrowing DetectionContext,
        report: inout FindingSink
    ) {
        if wanted & 1 != 0 { observe(&event, context, report: &report) }
    }

    @inline(__always)
    package mutating func prefetch(_ flow: FlowKey, _ kind: FlowEvent.Kind, _ step: PrefetchStep, by wanted: UInt64) {
        if wanted & 1 != 0 { prefetch(flow, kind, step) }
    }

    package mutating func finish(
        at now: Timestamp, by wanted: UInt64, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        if wanted & 1 != 0 { finish(at: now, context, report: &report) }
    }
}

/// Two chains, one after the other.
package struct Both<First: RuleChain, Second: RuleChain>: RuleChain {
    private var first: First
    private var second: Second

    package static var rules: [any DetectionRule.Type] { First.rules + Second.rules }
    @inline(__always)
    package static var count: Int { First.count + Second.count }

    package init(overrides: [String: [String: Double]]) {
        first = First(overrides: overrides)
        second = Second(overrides: overrides)
    }

    package mutating func renew(overrides: [String: [String: Double]]) {
        first.renew(overrides: overrides)
        second.renew(overrides: overrides)
    }

    @inline(__always)
    package mutating func glance(
        _ events: Span<FlowEvent>, _ index: Int, by wanted: UInt64, _ context: borrowing DetectionContext
    ) -> UInt64 {
        let due = first.glance(events, index, by: wanted, context)
        return due | second.glance(events, index, by: wanted &>> UInt64(First.count), context) &<< UInt64(First.count)
    }

    @inline(__always)
    package mutating func observe(
        _ event: inout FlowEvent, by wanted: UInt64, _ context: borrowing DetectionContext,
        report: inout FindingSink
    ) {
        // Nobody here, as for most events: not asked one by one.
        guard wanted & (1 &<< UInt64(Self.count) &- 1) != 0 else { return }
        first.observe(&event, by: wanted, context, report: &report)
        second.observe(&event, by: wanted &>> UInt64(First.count), context, report: &report)
    }

    @inline(__always)
    package mutating func prefetch(_ flow: FlowKey, _ kind: FlowEvent.Kind, _ step: PrefetchStep, by wanted: UInt64) {
        first.prefetch(flow, kind, step, by: wanted)
        second.prefetch(flow, kind, step, by: wanted &>> UInt64(First.count))
    }

    package mutating func finish(
        at now: Timestamp, by wanted: UInt64, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        first.finish(at: now, by: wanted, context, report: &report)
        second.finish(at: now, by: wanted &>> UInt64(First.count), context, report: &report)
    }
}

/// How far ahead of an event memory is asked for.
package enum PrefetchStep: Sendable {
    /// First where an entry is looked for,
    case index
    /// then, when that has come, the entry.
    case entry
}
