package import Capture
package import Detection
package import Flows
package import Vocabulary

/// The whole path in one thread: frames in, events to the rules, findings out, each told to one listener.
package struct PacketPath: ~Copyable {
    package private(set) var engine: Engine
    package private(set) var rules: RuleSet
    private var meter = TrafficMeter()

    package init(flows: FlowSettings, seed: UInt64, rules: consuming RuleSet) {
        engine = Engine(settings: flows, seed: seed)
        self.rules = rules
    }

    /// Runs until the source ends or `stop` says so, then ends every flow. What was seen until then is complete.
    package mutating func run<Source: FrameSource & ~Copyable, Listener: PipelineListener & ~Copyable>(
        _ source: inout Source, stop: StopSignal, listener: inout Listener
    ) {
        var batches = 0
        while !stop.isRaised {
            let frames = source.withNextBatch { bytes, frames in
                if frames.count > 0 { engine.ingest(bytes, frames) }
                return frames.count
            }
            guard let frames else { break }
            if frames == 0, let now = source.now { engine.advance(to: now) }
            judge(&listener)
            batches += 1
            if batches & 0xFF == 0 || frames == 0 {
                listener.observe(
                    progress: PipelineProgress(packets: engine.decoder.counts.packets, share: source.progress))
            }
        }
        engine.finish()
        judge(&listener)
        rules.finish(at: engine.flows.now, order: engine.decoder.ordinal << 3)
        tell(&listener)
    }

    /// Shows the new events to the rules, and everything to the listener.
    private mutating func judge<Listener: PipelineListener & ~Copyable>(_ listener: inout Listener) {
        guard !engine.events.isEmpty else { return }
        for event in engine.events { rules.observe(event) }
        listener.observe(events: engine.events, context: rules.context)
        tell(&listener)
        if let last = engine.events.last(where: { $0.kind == .tick }) {
            listener.observe(
                tick: meter.read(engine.decoder.counts, flows: engine.flows.counters, at: last.timestamp.second))
        }
        engine.events.removeAll(keepingCapacity: true)
    }

    private mutating func tell<Listener: PipelineListener & ~Copyable>(_ listener: inout Listener) {
        let findings = rules.drain()
        if !findings.isEmpty { listener.observe(findings: findings) }
    }
}
