package import Outbound
import Synchronization
package import Vocabulary

/// A clock that a test moves: pauses pass at once and are noted, attempts last until the test ends their time.
package final class StillClock: Sendable {
    private struct State {
        var now: Timestamp
        var pauses: [Double] = []
        var sleepers: [Int: AsyncStream<Void>.Continuation] = [:]
        var begun = 0
        /// Attempts whose time was ended before it began to run: the server may hear of an attempt sooner than its clock.
        var endedBefore = 0
    }
    private let state: Mutex<State>

    package init(_ now: String = "2026-03-02T12:00:00Z") {
        state = Mutex(State(now: Timestamp(now) ?? Timestamp(nanoseconds: 0)))
    }

    package var now: Timestamp { state.withLock { $0.now } }
    /// Seconds that callers waited before another attempt.
    package var pauses: [Double] { state.withLock { $0.pauses } }

    package func advance(seconds: Double) { state.withLock { $0.now = $0.now.advanced(bySeconds: seconds) } }

    /// The time of every attempt that runs now is over; where none does, that of the next.
    package func endAttempts() {
        let sleepers = state.withLock { state in
            if state.sleepers.isEmpty { state.endedBefore += 1 }
            defer { state.sleepers.removeAll() }
            return state.sleepers
        }
        for sleeper in sleepers.values { sleeper.finish() }
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
                let number = self.state.withLock { state in
                    state.begun += 1
                    if state.endedBefore > 0 {
                        state.endedBefore -= 1
                        continuation.finish()
                    } else {
                        state.sleepers[state.begun] = continuation
                    }
                    return state.begun
                }
                for await _ in stream {}
                self.state.withLock { _ = $0.sleepers.removeValue(forKey: number) }
                try Task.checkCancellation()
            },
            jitter: { 1 })
    }
}
