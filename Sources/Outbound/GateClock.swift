import Bedrock
package import Vocabulary

/// The gate's time: what the wall says, how it waits, and the chance in a pause. Tests give their own.
package struct GateClock: Sendable {
    package enum Wait: Sendable, Hashable {
        /// The end of an attempt's time.
        case timeout
        /// The pause before the next attempt.
        case pause
    }

    package var now: @Sendable () -> Timestamp
    package var sleep: @Sendable (Duration, Wait) async throws -> Void
    /// From 0 up to 1: spreads the pauses of many callers.
    package var jitter: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration, Wait) async throws -> Void,
        jitter: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.jitter = jitter
    }

    package static let system = GateClock(
        now: { Timestamp(nanoseconds: WallClock.nanoseconds) },
        sleep: { duration, _ in try await Task.sleep(for: duration) },
        jitter: { Double.random(in: 0..<1) })
}

extension Duration {
    /// As seconds with a fraction.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
