package import Bedrock
package import Capture
package import Detection
package import Flows
import Vocabulary
import Wire

/// The whole path in one thread: frames in, events to the rules, findings out, each told to one listener.
package struct PacketPath: ~Copyable {
    package private(set) var engine: Engine
    package private(set) var rules: RuleSet

    package init(flows: FlowSettings, seed: UInt64, rules: consuming RuleSet) throws(BedrockError) {
        engine = try Engine(settings: flows, seed: seed)
        self.rules = rules
    }

    /// Runs until the source ends or `stop` says so, then ends every flow. What was seen until then is complete.
    package mutating func run<Source: FrameSource & ~Copyable, Listener: PipelineListener & ~Copyable>(
        _ source: inout Source, stop: StopSignal, listener: inout Listener
    ) {
        var batches = 0
        while !stop.isRaised {
            let frames = source.withNextBatch { bytes, frames in
                if frames.count > 0 {
                    while engine.ingest(bytes, frames) { judge(&listener) }
                }
                return frames.count
            }
            guard let frames else { break }
            if frames == 0, let now = source.quietUntil {
                while engine.advance(to: now) { judge(&listener) }
            }
            judge(&listener)
            batches += 1
            if batches & 0xFF == 0 || frames == 0 {
                listener.observe(
                    progress: PipelineProgress(packets: engine.decoder.counts.packets, share: source.progress))
                listener.adjust(&rules)
                if listener.wantsTotals { listener.observe(totals: totals(source.report())) }
            }
        }
        while engine.finish() { judge(&listener) }
        judge(&listener)
        rules.finish(at: engine.flows.now ?? Timestamp(nanoseconds: 0), order: engine.decoder.ordinal << 3)
        tell(&listener)
    }

    /// Shows the new events to the rules, and everything to the listener.
    private mutating func judge<Listener: PipelineListener & ~Copyable>(_ listener: inout Listener) {
        guard !engine.events.isEmpty else { return }
        rules.observe(engine.events)
        listener.observe(events: engine.events, context: rules.context)
        tell(&listener)
        for index in engine.events.indices where engine.events[index].kind == .tick {
            if case .traffic(let tick) = engine.events[index].detail { listener.observe(tick: tick) }
        }
        engine.events.removeAll(keepingCapacity: true)
    }

    private mutating func tell<Listener: PipelineListener & ~Copyable>(_ listener: inout Listener) {
        let findings = rules.drain()
        if !findings.isEmpty { listener.observe(findings: findings) }
    }
}

extension PacketPath {
    /// What was counted, together with what the source says of itself.
    package func totals(_ report: CaptureReport) -> PathTotals { PathTotals(engine, report) }
}
