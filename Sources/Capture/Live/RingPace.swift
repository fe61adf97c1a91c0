/// Decides when a ring is so quiet that most of it need not lie in this process's memory: a value, asked a few times a second.
///
/// Slow is: 16 blocks took more than half a second, or there was nothing to read and no 16 blocks passed for a second. A slow ring
/// keeps 16 blocks mapped (16 MiB), and maps the rest again for 5 ms whenever they are used up; a fast one keeps all.
struct RingPace: Sendable {
    /// Blocks that stay mapped.
    static let window = 16
    private static let half: Int64 = 500_000_000
    private var blocks = 0
    private var since: Int64?

    /// Another block begins. The clock is asked once in 16 blocks.
    mutating func isSlow(atBlock now: () -> Int64) -> Bool {
        blocks += 1
        guard blocks >= Self.window else { return false }
        let moment = now()
        defer {
            blocks = 0
            since = moment
        }
        guard let since else { return false }
        return moment &- since > Self.half
    }

    /// There is nothing to read.
    mutating func isSlow(atRest now: Int64) -> Bool {
        guard let since else {
            since = now
            return false
        }
        return now &- since > 2 * Self.half
    }
}
