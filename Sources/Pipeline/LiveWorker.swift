import Bedrock
import Capture
import Flows
import Synchronization
import Vocabulary
import Wire

/// One of several engines over the same live interfaces.
final class LiveWorker: Sendable {
    private struct State: ~Copyable {
        var source: LiveCapture
        var engine: Engine
        var isDone = false
    }
    private let state: Mutex<State>
    /// Batches a step takes at most, so that a busy worker does not keep the rules waiting.
    private static let batchesAStep = 1024

    init(_ interfaces: [String], options: CaptureOptions, flows: FlowSettings, index: Int) throws(CaptureError) {
        let source = try LiveCapture(interfaces, options: options)
        do throws(BedrockError) {
            let engine = try Engine(
                settings: flows, seed: .random(in: 0 ... .max), firstOrdinal: UInt64(index) << 53)
            state = Mutex(State(source: source, engine: engine))
        } catch {
            throw CaptureError(error)
        }
    }

    /// Takes what is there; waits at most once for the line.
    func step(stop: StopSignal) {
        state.withLock { state in
            guard !state.isDone else { return }
            for _ in 0..<Self.batchesAStep {
                let frames = state.source.withNextBatch { bytes, frames in
                    if frames.count > 0 {
                        while state.engine.ingest(bytes, &frames) {}
                    }
                    return frames.count
                }
                guard let frames, !stop.isRaised else {
                    while state.engine.finish() {}
                    state.isDone = true
                    return
                }
                if frames == 0 {
                    if let now = state.source.quietUntil {
                        while state.engine.advance(to: now) {}
                    }
                    return
                }
            }
        }
    }

    var isDone: Bool { state.withLock { $0.isDone } }
    var packets: UInt64 { state.withLock { $0.engine.decoder.counts.packets } }
    var end: (now: Timestamp, order: UInt64) {
        state.withLock { ($0.engine.flows.now ?? Timestamp(nanoseconds: 0), $0.engine.decoder.ordinal << 3) }
    }

    func takeEvents() -> [FlowEvent] {
        state.withLock { state in
            var events: [FlowEvent] = []
            state.engine.move(to: &events)
            return events
        }
    }

    func renew(timeouts: FlowSettings) { state.withLock { $0.engine.renew(timeouts: timeouts) } }

    func look<Result>(_ body: (borrowing Engine, inout LiveCapture) -> sending Result) -> sending Result {
        state.withLock { state in body(state.engine, &state.source) }
    }
}
