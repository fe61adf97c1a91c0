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
    init(settings: RuleSettings)
    mutating func observe(_ event: FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink)
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
    @inline(__always)
    package mutating func prefetch(_ flow: FlowKey, _ kind: FlowEvent.Kind, _ step: PrefetchStep) {}
    package mutating func finish(at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink) {}
}

/// Where rules put what they found.
package struct FindingSink {
    package private(set) var findings: [Finding] = []
    /// `order` of the event being judged; stamped on each finding.
    package var order: UInt64 = 0

    package init() {}

    package mutating func report(_ finding: Finding) {
        var stamped = finding
        stamped.order = order
        findings.append(stamped)
    }

    package mutating func drain() -> [Finding] {
        defer { findings.removeAll(keepingCapacity: true) }
        return findings
    }
}
