package import Capture
package import Detection
import Flows
package import Forge
import Incidents
import Learning
import Pipeline
package import Vocabulary

/// One capture, forged or real, through the whole path, for what hosts did in it and what was found.
package struct BehaviourRun: Sendable {
    /// Where the traffic comes from.
    package enum Origin: Sendable {
        case file(String)
        case forged(any Scenario.Type, Knobs, seed: UInt64)
    }
    /// What hosts did, minute by minute, and one flow in sixteen.
    package private(set) var windows: [BehaviourWindow] = []
    package private(set) var findings: [Finding] = []
    package private(set) var incidents: [Incident] = []
    package private(set) var first: Timestamp?
    package private(set) var last: Timestamp?
    package private(set) var packets: UInt64 = 0
    /// What is really in it, where it was forged.
    package private(set) var truth: [ExpectedIncident] = []

    /// Days of event time.
    package var days: Double {
        guard let first, let last else { return 0 }
        return max(0, last.seconds(since: first)) / 86_400
    }

    /// Runs to the end. Nothing is recorded unless `records`.
    package static func of(
        _ origin: Origin, settings: DetectionSettings, records: Bool, stop: StopSignal
    ) throws -> BehaviourRun {
        var listener = Collector()
        listener.records = records
        switch origin {
        case .file(let path):
            var source = try CaptureFile.open(path, options: CaptureOptions())
            try run(&source, settings, stop, &listener)
        case .forged(let scenario, let knobs, let seed):
            let traffic = scenario.make(knobs: knobs, seed: seed)
            listener.result.truth = traffic.truth
            var source = ForgedSource(traffic, stop: stop)
            try run(&source, settings, stop, &listener)
        }
        return listener.result
    }

    private static func run<Source: FrameSource & ~Copyable>(
        _ source: inout Source, _ settings: DetectionSettings, _ stop: StopSignal, _ listener: inout Collector
    ) throws {
        var path = try PacketPath(flows: FlowSettings(), seed: .random(in: 0 ... .max), rules: settings.rules())
        if listener.records { path.record() }
        path.run(&source, stop: stop, listener: &listener)
        let report = source.report()
        listener.result.first = report.earliest
        listener.result.last = report.latest
        listener.result.packets = path.totals(report).counts.packets
        var correlator = settings.correlator()
        var changes: [IncidentChange] = []
        for finding in listener.result.findings { changes += correlator.observe(finding) }
        changes += correlator.finish()
        for case .closed(let incident) in changes { listener.result.incidents.append(incident) }
    }

    private struct Collector: PipelineListener {
        var result = BehaviourRun()
        var records = false
        /// A day of a busy network has some hundred thousand.
        private static let cap = 2_000_000

        mutating func observe(events: [FlowEvent], context: borrowing DetectionContext) {}
        mutating func observe(findings: [Finding]) { result.findings += findings }
        mutating func observe(behaviour: [BehaviourWindow]) {
            guard result.windows.count < Self.cap else { return }
            result.windows += behaviour
        }
        mutating func observe(tick: TrafficTick) {}
        mutating func observe(progress: PipelineProgress) {}
    }
}
