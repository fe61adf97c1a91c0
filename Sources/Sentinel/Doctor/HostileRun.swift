import Bedrock
package import Capture
import Exports
package import Flows
import Forge
package import Pipeline
package import Vocabulary

/// Sends traffic that means harm through everything: decoder, flows, readers, rules, incidents, and the lines of every output.
///
/// A trap anywhere ends the process, so that it comes back at all is the proof. What else it proves stands in the outcome: that
/// every table stayed within its cap, and how much memory it took.
package struct HostileRun: Sendable {
    package var settings = DetectionSettings()
    package var flows = FlowSettings()
    /// Every line of EVE and Zeek logs is made too.
    package var writesLines = true

    package init() {}

    /// Damaged frames of all scenarios.
    package func run(
        frames: Int, seed: UInt64, stop: StopSignal = StopSignal(), progress: (PipelineProgress) -> Void = { _ in }
    ) throws -> HostileOutcome {
        var source = ForgedSource(HostileTraffic(count: frames, seed: seed), stop: stop)
        var outcome = try run(&source, stop: stop, progress: progress)
        outcome.damaged = source.traffic.damaged
        return outcome
    }

    /// Any traffic; the tables are looked at when it is over, with everything still open.
    package func run<Source: FrameSource & ~Copyable>(
        _ source: inout Source, stop: StopSignal = StopSignal(), progress: (PipelineProgress) -> Void = { _ in }
    ) throws -> HostileOutcome {
        let lines = LineCounter.Count()
        let outputs: [any EventOutput] =
            writesLines
            ? [
                EVEStream(to: LineCounter(lines)), ConnLog(to: LineCounter(lines)), DNSLog(to: LineCounter(lines)),
                NoticeLog(to: LineCounter(lines)),
            ] : []
        return try withoutActuallyEscaping(progress) { progress in
            var tower = Watchtower(correlator: settings.correlator(), outputs: outputs, onProgress: progress)
            var path = try PacketPath(flows: flows, seed: 1, rules: settings.rules(), notesFullest: true)
            path.run(&source, stop: stop, listener: &tower)
            var outcome = HostileOutcome(path.totals(source.report()))
            outcome.isInterrupted = stop.isRaised
            outcome.gauges = path.fullest + tower.gauges
            tower.finish(path.totals(source.report()))
            outcome.incidents = tower.incidents
            outcome.lines = lines.value
            return outcome
        }
    }
}

/// What became of hostile traffic.
package struct HostileOutcome: Sendable {
    package let counts: CaptureCounts
    /// How often reading ended early, by layer and reason.
    package let stops: [(stop: Stop, count: UInt64)]
    package let losses: [(name: String, count: UInt64)]
    package internal(set) var damaged = 0
    /// Somebody stopped it: what was not sent is not proven.
    package internal(set) var isInterrupted = false
    package internal(set) var gauges: [TableGauge] = []
    package internal(set) var incidents: [Incident] = []
    package internal(set) var lines: UInt64 = 0
    /// Bytes resident in this process while it ran: now, and the most.
    package let residentMemory: Int
    package let peakMemory: Int

    init(_ totals: PathTotals) {
        counts = totals.counts
        stops = totals.stops
        losses = totals.losses
        residentMemory = ProcessFacts.residentMemory
        peakMemory = ProcessFacts.peakMemory
    }

    /// Tables that hold more than they may; empty, or it is a bug.
    package var overfull: [TableGauge] { gauges.filter { !$0.isWithinCap } }
}
