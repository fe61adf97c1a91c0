package import Vocabulary

/// Counts in quarter seconds of the last eleven seconds, for rates that must be noticed within one.
///
/// Time that goes back is counted in the newest quarter: a jump of the clock neither loses nor invents anything.
package struct RateRing: Sendable {
    private var first = InlineArray<44, UInt32>(repeating: 0)
    private var second = InlineArray<44, UInt32>(repeating: 0)
    private var quarter: Int64 = -1 << 60
    /// The first nanosecond that lies in a later quarter, and where the newest one is counted.
    private var end = Int64.min
    private var newest = 0
    private static let size: Int64 = 44

    package init() {}

    /// True when `now` lies in a later quarter than the newest.
    @inline(__always)
    package func isOver(_ now: Timestamp) -> Bool { now.nanoseconds >= end }

    /// Moves to the quarter `now` lies in. True when a new one began.
    package mutating func advance(to now: Timestamp) -> Bool {
        guard isOver(now) else { return false }
        let wanted = now.nanoseconds / 250_000_000
        for step in 0..<min(wanted - quarter, Self.size) {
            let index = slot(wanted - step)
            first[index] = 0
            second[index] = 0
        }
        quarter = wanted
        newest = slot(wanted)
        // Division rounds towards zero: quarter 0 is two quarters long, those before it end with their first number.
        end = wanted >= 0 ? (wanted &+ 1) &* 250_000_000 : wanted &* 250_000_000 &+ 1
        return true
    }

    /// Adds to the newest quarter: `events`, and `settled` of them (completed, answered).
    @inline(__always)
    package mutating func add(events: UInt32 = 0, settled: UInt32 = 0) {
        first[newest] = first[newest] &+ events
        if settled != 0 { second[newest] = second[newest] &+ settled }
    }

    /// Events of `quarters` quarters that ended `grace` quarters before the newest, and what was settled since they began.
    package func sum(quarters: Int64, grace: Int64) -> (events: Int, settled: Int) {
        var events = 0
        var settled = 0
        for step in 0..<min(quarters + grace, Self.size) {
            let index = slot(quarter - step)
            if step >= grace { events += Int(first[index]) }
            settled += Int(second[index])
        }
        return (events, settled)
    }

    private func slot(_ quarter: Int64) -> Int {
        let rest = Int(quarter % Self.size)
        return rest < 0 ? rest + Int(Self.size) : rest
    }
}
