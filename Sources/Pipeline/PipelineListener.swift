package import Detection
package import Flows
package import Vocabulary

/// Whoever wants to hear what the packet path saw: called from its thread, a batch at a time, never per packet.
///
/// Nothing here may block: what a listener cannot take it drops and counts.
package protocol PipelineListener: ~Copyable {
    /// Flow events in packet order, before the rules' findings about them.
    mutating func observe(events: [FlowEvent], context: borrowing DetectionContext)
    mutating func observe(findings: [Finding])
    /// What hosts did, where the rules were told to record it. Default: nothing.
    mutating func observe(behaviour: [BehaviourWindow])
    /// One second of event time is complete (to the granularity of a batch).
    mutating func observe(tick: TrafficTick)
    /// After every few thousand frames, and whenever the line is quiet: for progress bars and for stopping.
    mutating func observe(progress: PipelineProgress)
    /// Asked as often, between two batches: the one moment at which settings may change under running traffic. The answer is when
    /// flows are over, where that has changed. Default: nothing.
    mutating func adjust(_ rules: inout RuleSet) -> FlowSettings?
    /// Asked as often: true once when somebody wants to know what was counted so far. Default: false.
    var wantsTotals: Bool { get }
    mutating func observe(totals: PathTotals)
}

extension PipelineListener where Self: ~Copyable {
    package mutating func observe(behaviour: [BehaviourWindow]) {}
    package mutating func adjust(_ rules: inout RuleSet) -> FlowSettings? { nil }
    package var wantsTotals: Bool { false }
    package mutating func observe(totals: PathTotals) {}
}

package struct PipelineProgress: Sendable {
    package var packets: UInt64
    /// 0...1 where the end is known.
    package var share: Double?
    package init(packets: UInt64, share: Double?) {
        self.packets = packets
        self.share = share
    }
}
