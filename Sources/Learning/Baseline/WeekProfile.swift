import RealModule

/// How much usually goes on at each hour of the week, in one aspect: 168 root mean squares over the minutes watched.
///
/// Why it exists: a backup at two in the morning is usual at two in the morning, and a page looked at on a Sunday night is not what it is
/// on a Tuesday. The hours are those of UTC, Monday 0:00 is hour 0. Quiet minutes count as nothing, so that an hour in which nobody
/// works is known as well. The root mean square, because what is usual at an hour may last for a few minutes of it. An hour learns from its neighbours a quarter each, so that what shifts by an hour is not new. Until an hour has been
/// watched for `leastMinutes` (twice) it says nothing, and the hour of the day is no substitute: then all hours are judged alike.
/// Forgets slowly: what lies twelve weeks back counts half. What fools it: one burst raises the mean of its hour for some weeks.
public struct WeekProfile: Sendable, Equatable {
    public static let hours = 168
    public static let leastMinutes: Float = 110
    /// Minutes of an hour after which the older ones count half.
    static let mostMinutes: Float = 1440
    private var minutes = [Float](repeating: 0, count: hours)
    /// Of the squares.
    private var sums = [Float](repeating: 0, count: hours)

    public init() {}

    /// The hour of the week of a moment in seconds since 1970 (a Thursday).
    public static func hour(ofSecond second: Int64) -> Int {
        let hour = (second >= 0 ? second : second - 3599) / 3600
        return Int(((hour + 72) % 168 + 168) % 168)
    }

    /// A minute of this hour was watched, whatever happened in it.
    public mutating func pass(hour: Int) {
        let hour = Self.within(hour)
        if minutes[hour] >= Self.mostMinutes {
            minutes[hour] /= 2
            sums[hour] /= 2
        }
        minutes[hour] += 1
    }

    /// What one host did in it, log₂(1 + n).
    public mutating func observe(_ value: Float, hour: Int) {
        guard value.isFinite, value > 0 else { return }
        let number = Float(LogScale.number(at: min(value, 50)))
        sums[Self.within(hour)] += number * number
    }

    /// By how many doublings more than usually goes on at that hour; 0 below it and where nothing is known.
    public func excess(_ value: Float, hour: Int) -> Float {
        guard value > 0, value.isFinite, isKnown(hour) else { return 0 }
        let (before, after) = ((hour + Self.hours - 1) % Self.hours, (hour + 1) % Self.hours)
        let sum = sums[hour] + 0.25 * (sums[before] + sums[after])
        let watched = minutes[hour] + 0.25 * (minutes[before] + minutes[after])
        return max(0, value - LogScale.of(Double(Float.sqrt(sum / watched))))
    }

    public func isKnown(_ hour: Int) -> Bool { minutes.indices.contains(hour) && minutes[hour] >= Self.leastMinutes }

    /// Hours that are known well enough to speak.
    public var knownHours: Int { minutes.count { $0 >= Self.leastMinutes } }

    private static func within(_ hour: Int) -> Int { (hour % hours + hours) % hours }

    func write(to file: inout ByteWriter) {
        let isEmpty = minutes.allSatisfy { $0 == 0 } && sums.allSatisfy { $0 == 0 }
        file.write(UInt8(isEmpty ? 0 : 1))
        guard !isEmpty else { return }
        for hour in 0..<Self.hours {
            file.write(minutes[hour])
            file.write(sums[hour])
        }
    }

    init(from file: inout ByteReader) throws(LearningError) {
        guard try file.integer(UInt8(0)...1) == 1 else { return }
        for hour in 0..<Self.hours {
            minutes[hour] = try file.float()
            sums[hour] = try file.float()
            guard minutes[hour] >= 0, sums[hour] >= 0, sums[hour].isFinite, minutes[hour].isFinite else {
                throw ByteReader.damaged("an hour was seen less than never")
            }
        }
    }
}
