import Vocabulary

/// The spans of event time host tallies are kept for.
package enum HostSpan: Sendable, CaseIterable {
    case second, tenSeconds, minute
}

/// The tallies of one host: cells of one second, ten seconds and a minute, each with the one before it.
///
/// An event writes the one-second cell only; it is folded into the others when the second is over, at the next touch.
/// A sliding span is judged from two cells: the one under way, and the part of the one before it that still lies in the span,
/// as if its traffic had been even (the sliding window counter of rate limiters).
struct HostSpans: Sendable, BitwiseCopyable {
    let address: IPAddress
    /// The second the one-second cell stands for.
    private(set) var second: Int64
    /// Touched since the eviction hand passed.
    var isTouched = true
    var cell = HostTally()
    private var cellBefore = HostTally()
    private var ten = HostTally()
    private var tenBefore = HostTally()
    private var minute = HostTally()
    private var minuteBefore = HostTally()

    init(_ address: IPAddress, at second: Int64) {
        self.address = address
        self.second = second
    }

    /// Ends the cells that are over at `now`.
    mutating func roll(to now: Int64) {
        guard now != second else { return }
        Self.fold(cell, from: Self.index(second, 10), to: Self.index(now, 10), into: &ten, &tenBefore)
        Self.fold(cell, from: Self.index(second, 60), to: Self.index(now, 60), into: &minute, &minuteBefore)
        cellBefore = now == second + 1 ? cell : HostTally()
        cell = HostTally()
        second = now
    }

    /// What passed in the last `span` up to the moment `now`.
    func recent(_ span: HostSpan, at now: Timestamp) -> HostTally {
        var rolled = self
        let second = max(now.second, self.second)
        rolled.roll(to: second)
        let into = Double(max(0, now.nanoseconds - second * 1_000_000_000)) / 1e9
        switch span {
        case .second: return Self.sum(rolled.cell, HostTally(), rolled.cellBefore, 1 - min(into, 1))
        case .tenSeconds:
            let share = (Double(second - Self.index(second, 10) * 10) + into) / 10
            return Self.sum(rolled.cell, rolled.ten, rolled.tenBefore, 1 - min(share, 1))
        case .minute:
            let share = (Double(second - Self.index(second, 60) * 60) + into) / 60
            return Self.sum(rolled.cell, rolled.minute, rolled.minuteBefore, 1 - min(share, 1))
        }
    }

    private static func index(_ second: Int64, _ span: Int64) -> Int64 {
        second >= 0 ? second / span : (second - span + 1) / span
    }

    private static func fold(
        _ cell: HostTally, from old: Int64, to new: Int64, into current: inout HostTally, _ before: inout HostTally
    ) {
        if new == old {
            current += cell
        } else {
            if new == old + 1 {
                before = current
                before += cell
            } else {
                before = HostTally()
            }
            current = HostTally()
        }
    }

    private static func sum(_ cell: HostTally, _ current: HostTally, _ before: HostTally, _ share: Double) -> HostTally
    {
        var tally = before.scaled(share)
        tally += current
        tally += cell
        return tally
    }
}
