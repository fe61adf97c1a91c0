import Bedrock
import Synchronization
import Vocabulary

/// Ids of live messages: they grow strictly, also over restarts, because none is lower than the wall clock's microseconds.
final class StreamIDs: Sendable {
    private let last: Mutex<UInt64>

    /// - Parameter last: the highest id that was ever given.
    init(after last: UInt64) { self.last = Mutex(last) }

    func next() -> UInt64 {
        let now = UInt64(max(0, WallClock.now.nanoseconds / 1000))
        return last.withLock { last in
            last = max(last + 1, now)
            return last
        }
    }
}
