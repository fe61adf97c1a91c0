package import Outbound
import Synchronization
package import Vocabulary

/// A clock that a test moves: pauses pass at once and are noted, attempts last until the test ends their time.
package final class StillClock: Sendable {
    private struct State {
        var now: Timestamp
        var pauses: [Double] = []
        var sleepers: [AsyncStream<Void>.Continuation] = []
    }
    private let state: Mutex<State>

    package init(_ now: String = "2026-03-02T12:00:00Z") {
        state = Mutex(State(now: Timestamp(now) ?? Timestamp(nanoseconds: 0)))
    }

    package var now: Timestamp { state.withLock { $0.now } }
    /// Seconds that callers waited before another attempt.
    package var pauses: [Double] { state.withLock { $0.pauses } }

    package func advance(seconds: Double) { state.withLock { $0.now = $0.now.advanced(bySeconds: seconds) } }

    /// The time of every attempt that runs now is over.
    package func endAttempts() {
        let sleepers = state.withLock { state in
            defer { state.sleepers.removeAll() }
            return state.sleepers
        }
        for sleeper in sleepers { sleeper.finish() }
    }

    package var clock: GateClock {
        GateClock(
            now: { self.now },
            sleep: { duration, wait in
                let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
                guard wait == .timeout else {
                    self.state.withLock { state in
                        state.pauses.append(seconds)
                        state.now = state.now.advanced(bySeconds: seconds)
                    }
                    return
                }
                let (stream, continuation) = AsyncStream<Void>.makeStream()
                self.state.withLock { $0.sleepers.append(continuation) }
                for await _ in stream {}
                try Task.checkCancellation()
            },
            jitter: { 1 })
    }
}
