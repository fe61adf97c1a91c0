package import Bedrock
package import Capture
package import Detection
package import Flows
package import Vocabulary
import Wire

/// The whole path in one thread: frames in, events to the rules, findings out, each told to one listener.
package struct PacketPath: ~Copyable {
    package private(set) var engine: Engine
    package private(set) var rules: RuleSet
    /// Events on their way to the rules.
    private var events: [FlowEvent] = []
    /// The rules judge this many events in one go, so that their code and tables stay near; sooner when the line is quiet, and
    /// at the latest after `batchesAJudgement`.
    private static let eventsAJudgement = 256
    private static let batchesAJudgement = 32
    /// How full every table was when the last packet had been seen, before all flows ended; empty where nobody asked for it.
    package private(set) var fullest: [TableGauge] = []
    private let notesFullest: Bool

    /// - Parameter notesFullest: looks at every table at the end of the packets. By reflection, which costs milliseconds.
    package init(
        flows: FlowSettings, seed: UInt64, rules: consuming RuleSet, notesFullest: Bool = false
    ) throws(BedrockError) {
        engine = try Engine(settings: flows, seed: seed)
        self.rules = rules
        self.notesFullest = notesFullest
    }

    /// Runs until the source ends or `stop` says so, then ends every flow. What was seen until then is complete.
    package mutating func run<Source: FrameSource & ~Copyable, Listener: PipelineListener & ~Copyable>(
        _ source: inout Source, stop: StopSignal, listener: inout Listener
    ) {
        var batches = 0
        while !stop.isRaised {
            let frames = source.withNextBatch { bytes, frames in
                if frames.count > 0 {
                    while engine.ingest(bytes, &frames) { judge(&listener) }
                }
                return frames.count
            }
            guard let frames else { break }
            if frames == 0, let now = source.quietUntil {
                while engine.advance(to: now) { judge(&listener) }
            }
            batches += 1
            if engine.eventCount >= Self.eventsAJudgement || frames == 0 || batches % Self.batchesAJudgement == 0 {
                judge(&listener)
            }
            if batches & 0xFF == 0 || frames == 0 {
                listener.observe(
                    progress: PipelineProgress(packets: engine.decoder.counts.packets, share: source.progress))
                if let timeouts = listener.adjust(&rules) { engine.renew(timeouts: timeouts) }
                if listener.wantsTotals { listener.observe(totals: totals(source.report())) }
            }
        }
        if notesFullest { fullest = gauges }
        while engine.finish() { judge(&listener) }
        judge(&listener)
        rules.finish(at: engine.flows.now ?? Timestamp(nanoseconds: 0), order: engine.decoder.ordinal << 3)
        tell(&listener)
    }

    /// Shows the new events to the rules, and everything to the listener.
    private mutating func judge<Listener: PipelineListener & ~Copyable>(_ listener: inout Listener) {
        guard engine.eventCount > 0 else { return }
        engine.move(to: &events)
        rules.observe(&events)
        listener.observe(events: events, context: rules.context)
        tell(&listener)
        tellTicks(&listener)
        events.removeAll(keepingCapacity: true)
    }

    /// `mutating`, though it changes nothing: lent for reading, the whole path is copied first (16 KiB; Swift 6.3, by callgrind).
    private mutating func tellTicks<Listener: PipelineListener & ~Copyable>(_ listener: inout Listener) {
        let lent = events.span
        for index in lent.indices where lent[index].kind == .tick {
            if case .traffic(let tick) = lent[index].detail { listener.observe(tick: tick) }
        }
    }

    private mutating func tell<Listener: PipelineListener & ~Copyable>(_ listener: inout Listener) {
        let findings = rules.drain()
        if !findings.isEmpty { listener.observe(findings: findings) }
        let behaviour = rules.drainBehaviour()
        if !behaviour.isEmpty { listener.observe(behaviour: behaviour) }
    }
}

extension PacketPath {
    /// What was counted, together with what the source says of itself.
    package func totals(_ report: CaptureReport) -> PathTotals { PathTotals(engine, report) }
}

extension PacketPath {
    /// Keeps what hosts do, and tells the listener, from now on.
    package mutating func record() { rules.record(behaviour: true) }
}
