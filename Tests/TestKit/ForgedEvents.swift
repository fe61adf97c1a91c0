import Capture
import Detection
import Flows
import Forge
import Pipeline
import Sentinel
package import Vocabulary

/// The flow events of a forged scenario, as rules are shown them.
package enum ForgedEvents {
    /// `settings`: values of knobs by name.
    package static func of(
        _ scenario: String, _ settings: [String: String] = [:], seed: UInt64 = 1
    ) throws -> [FlowEvent] {
        let found = try ScenarioCatalog.find(scenario)
        var knobs = Knobs(found.card)
        for (name, value) in settings { try knobs.set(name, value) }
        var source = ForgedSource(found.make(knobs: knobs, seed: seed))
        let rules = RuleSet(context: DetectionContext(home: HomeNetworks(), hosts: HostWindows()), catalog: [])
        var path = try PacketPath(flows: FlowSettings(), seed: 1, rules: rules)
        var keeper = Keeper()
        path.run(&source, stop: StopSignal(), listener: &keeper)
        return keeper.events
    }

    private struct Keeper: PipelineListener {
        private(set) var events: [FlowEvent] = []
        mutating func observe(events: [FlowEvent], context: borrowing DetectionContext) { self.events += events }
        mutating func observe(findings: [Finding]) {}
        mutating func observe(tick: TrafficTick) {}
        mutating func observe(progress: PipelineProgress) {}
    }
}
