import Vocabulary

/// A file of flows: those that ended on one day (UTC, of event time), in parts where there are many.
///
/// A flow's id is the moment it ended in nanoseconds since the epoch (moved on where that is taken), so the day follows from the id;
/// within the file the id counts from the day's start, which makes it two bytes smaller.
struct SegmentName: Hashable, Sendable, Comparable, CustomStringConvertible {
    static let dayLength: Int64 = 86_400_000_000_000
    /// Days since 1970-01-01; times before that count as its first moment.
    let day: Int64
    let part: Int

    var dayStart: Int64 { day * Self.dayLength }

    static func day(of time: Timestamp) -> Int64 { max(0, time.nanoseconds) / dayLength }

    static func < (left: SegmentName, right: SegmentName) -> Bool { (left.day, left.part) < (right.day, right.part) }

    /// `2026-11-21-000.db`
    var description: String {
        let date = Timestamp(nanoseconds: dayStart).description.prefix(10)
        let digits = String(part)
        return "\(date)-\(String(repeating: "0", count: max(0, 3 - digits.utf8.count)))\(digits).db"
    }
}
