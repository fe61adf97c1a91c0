package import Vocabulary

/// When each frame of a replay is due: a value that decides, and somebody else waits.
///
/// The first frame is due at once, each later one as much later as its timestamp says, divided by the speed. A timestamp that goes
/// back is due at once. A leap of more than `leap` seconds of recorded time is taken for a clock that was set: it is not waited for.
package struct ReplayPace: Sendable {
    package static let leap: Int64 = 3600 * 1_000_000_000
    private let factor: Double
    private var recorded: Int64 = 0
    private var started: Int64 = 0
    private var last: Int64?
    package private(set) var leaps: UInt64 = 0

    package init(factor: Double) {
        precondition(factor > 0 && factor.isFinite, "A replay goes forward.")
        self.factor = factor
    }

    /// The moment on the monotonic clock at which a frame is due.
    package mutating func due(_ timestamp: Timestamp, now: Int64) -> Int64 {
        let time = timestamp.nanoseconds
        guard let previous = last else {
            begin(time, now)
            return now
        }
        if time &- previous > Self.leap || previous &- time > Self.leap {
            leaps += 1
            begin(time, now)
            return now
        }
        last = max(previous, time)
        return started &+ Int64(Double(time &- recorded) / factor)
    }

    private mutating func begin(_ time: Int64, _ now: Int64) {
        recorded = time
        started = now
        last = time
    }
}
