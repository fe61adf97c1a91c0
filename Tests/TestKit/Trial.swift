import Bedrock
package import Capture
package import Detection
import Flows
package import Forge
import Incidents
package import Pipeline
import Sentinel
package import Vocabulary

/// A scenario sent through the whole path: what is in it, and what was found.
package struct Trial {
    package let truth: [ExpectedIncident]
    package let findings: [Finding]
    package let incidents: [Incident]
    package let counts: CaptureCounts
    /// Event time of the last packet.
    package let end: Timestamp?

    /// Runs a scenario by its type, such as `VerticalScan.self`, in one thread. `chunk`: frames in a batch.
    package static func run(
        _ scenario: any Scenario.Type, knobs: Knobs? = nil, seed: UInt64 = 1, chunk: Int = 32,
        catalog: [any DetectionRule.Type] = RuleCatalog.all
    ) throws -> Trial {
        let traffic = scenario.make(knobs: knobs, seed: seed)
        let truth = traffic.truth
        var source = ForgedSource(traffic, chunk: chunk)
        return try run(&source, truth: truth, catalog: catalog)
    }

    /// Runs any source.
    package static func run<Source: FrameSource & ~Copyable>(
        _ source: inout Source, truth: [ExpectedIncident] = [], catalog: [any DetectionRule.Type] = RuleCatalog.all
    ) throws -> Trial {
        let context = DetectionContext(home: HomeNetworks(), hosts: HostWindows())
        var path = try PacketPath(
            flows: FlowSettings(), seed: .random(in: 0 ... .max), rules: RuleSet(context: context, catalog: catalog))
        var tower = Recorder()
        path.run(&source, stop: StopSignal(), listener: &tower)
        var correlator = Correlator()
        var closed: [Incident] = []
        func keep(_ changes: [IncidentChange]) {
            for case .closed(let incident) in changes { closed.append(incident) }
        }
        for finding in tower.findings { keep(correlator.observe(finding)) }
        keep(correlator.finish())
        let totals = path.totals(source.report())
        return Trial(
            truth: truth, findings: tower.findings, incidents: closed, counts: totals.counts, end: totals.report.latest)
    }

    /// The first finding of this detection.
    package func first(_ detection: DetectionID) -> Finding? { findings.first { $0.detection == detection } }

    /// Incidents that nothing in the truth explains.
    package var unexplained: [Incident] {
        incidents.filter { incident in
            !incident.detections.contains { id in truth.contains { $0.detection == id } }
        }
    }

    /// Seconds of event time from the start of the attack to the finding's last packet; nil when it was not found.
    package func secondsToDetect(_ expected: ExpectedIncident) -> Double? {
        first(expected.detection).map { $0.lastSeen.seconds(since: expected.start) }
    }
}

/// Keeps every finding.
package struct Recorder: PipelineListener {
    package private(set) var findings: [Finding] = []
    package private(set) var eventCount = 0
    package init() {}
    package mutating func observe(events: [FlowEvent], context: borrowing DetectionContext) {
        eventCount += events.count
    }
    package mutating func observe(findings: [Finding]) { self.findings += findings }
    package mutating func observe(tick: TrafficTick) {}
    package mutating func observe(progress: PipelineProgress) {}
}
