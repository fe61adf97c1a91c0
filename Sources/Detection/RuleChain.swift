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
    /// Shows the rules what waits for them in `run`, one rule after the other. `place`: that of the chain's first rule among all.
    mutating func judge(
        _ run: inout EventRun, _ place: Int, _ events: inout MutableSpan<FlowEvent>, _ context: inout DetectionContext,
        report: inout FindingSink)
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
    package mutating func judge(
        _ run: inout EventRun, _ place: Int, _ events: inout MutableSpan<FlowEvent>, _ context: inout DetectionContext,
        report: inout FindingSink
    ) {
        if run.entries(for: place) != 0 { judgeEach(&run, place, &events, &context, report: &report) }
    }

    /// A function of its own: the loop of one rule is all that a processor has to keep at hand.
    @inline(never)
    private mutating func judgeEach(
        _ run: inout EventRun, _ place: Int, _ events: inout MutableSpan<FlowEvent>, _ context: inout DetectionContext,
        report: inout FindingSink
    ) {
        if Self.asksAhead, run.asksAhead {
            ask(run, place, events.span, .index)
            ask(run, place, events.span, .entry)
        }
        var left = run.entries(for: place)
        while left != 0 {
            let entry = left.trailingZeroBitCount
            left &= left &- 1
            report.turn(to: entry, of: place)
            guard let index = run.index(entry) else {
                run.withFirst(entry) { observe(&$0, context, report: &report) }
                continue
            }
            let kind = events[index].kind
            if Self.glances, kind == .opened || kind == .closed {
                context.source = run.source(entry)
                guard glance(events.span, index, context) else { continue }
            }
            if Self.readsQuestions { context.question = run.question(entry) }
            observe(&events[index], context, report: &report)
        }
    }

    @inline(__always)
    private mutating func ask(
        _ run: borrowing EventRun, _ place: Int, _ events: borrowing Span<FlowEvent>, _ step: PrefetchStep
    ) {
        var left = run.entries(for: place)
        while left != 0 {
            let entry = left.trailingZeroBitCount
            left &= left &- 1
            if let index = run.index(entry) { prefetch(events[index].flow.key, events[index].kind, step) }
        }
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
    package mutating func judge(
        _ run: inout EventRun, _ place: Int, _ events: inout MutableSpan<FlowEvent>, _ context: inout DetectionContext,
        report: inout FindingSink
    ) {
        // Nobody here, as in most runs: not asked one by one.
        guard run.calls(place, Self.count) else { return }
        first.judge(&run, place, &events, &context, report: &report)
        second.judge(&run, place &+ First.count, &events, &context, report: &report)
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
