import Bedrock
import Capture
import Flows
import Synchronization
import Vocabulary
import Wire

/// One of several engines over the same capture, with its own reader: they share nothing.
///
/// Every worker reads and decodes every frame (that is cheap and gives all the same clock) and keeps the flows of its share.
/// The lock is never contended: a worker is stepped by one thread at a time, and looked at between steps.
final class Worker: Sendable {
    private struct State: ~Copyable {
        var source: CaptureFile
        var engine: Engine
        var isDone = false
    }
    private let state: Mutex<State>

    init(
        source: consuming sending CaptureFile, flows: FlowSettings, seed: UInt64, share: Engine.Share
    ) throws(CaptureError) {
        do throws(BedrockError) {
            state = Mutex(State(source: source, engine: try Engine(settings: flows, seed: seed, share: share)))
        } catch {
            throw CaptureError(error)
        }
    }

    /// Reads `batches` batches more, or to the end; the events wait in the engine.
    func step(batches: Int, stop: StopSignal) {
        state.withLock { state in
            var read = 0
            while read < batches, !state.isDone {
                let frames = state.source.withNextBatch { bytes, frames in
                    if frames.count > 0 {
                        while state.engine.ingest(bytes, &frames) {}
                    }
                    return frames.count
                }
                if frames == nil || stop.isRaised {
                    while state.engine.finish() {}
                    state.isDone = true
                }
                read += 1
            }
        }
    }

    var isDone: Bool { state.withLock { $0.isDone } }

    func takeEvents() -> [FlowEvent] {
        state.withLock { state in
            var events: [FlowEvent] = []
            state.engine.move(to: &events)
            return events
        }
    }

    /// Looks at the engine and the source between two steps.
    func look<Result>(_ body: (borrowing Engine, inout CaptureFile) -> sending Result) -> sending Result {
        state.withLock { state in body(state.engine, &state.source) }
    }
}
