import RealModule

/// How much usually goes on at each hour of the week: the mean and the spread of a number on a log scale, 168 of each.
///
/// Why it exists: a backup at two in the morning is usual at two in the morning. The hours are those of UTC, Monday 0:00 is hour 0.
/// An hour learns from its neighbours a quarter each, so that what shifts by an hour is not new. Until an hour has been seen
/// `leastSamples` times it says nothing. Follows slowly: a new sample counts at least `pace`.
public struct WeekProfile: Sendable, Equatable {
    public static let hours = 168
    public static let leastSamples: Float = 30
    static let pace: Float = 0.002
    private var means = [Float](repeating: 0, count: hours)
    private var variances = [Float](repeating: 0, count: hours)
    private var samples = [Float](repeating: 0, count: hours)

    public init() {}

    /// The hour of the week of a moment in seconds since 1970 (a Thursday).
    public static func hour(ofSecond second: Int64) -> Int {
        let hour = (second >= 0 ? second : second - 3599) / 3600
        return Int(((hour + 72) % 168 + 168) % 168)
    }

    public mutating func observe(_ value: Float, hour: Int) {
        guard value.isFinite else { return }
        let hour = (hour % Self.hours + Self.hours) % Self.hours
        learn(value, hour, weight: 1)
        learn(value, (hour + 1) % Self.hours, weight: 0.25)
        learn(value, (hour + Self.hours - 1) % Self.hours, weight: 0.25)
    }

    private mutating func learn(_ value: Float, _ hour: Int, weight: Float) {
        samples[hour] = min(samples[hour] + weight, 1 / Self.pace)
        let step = weight / samples[hour]
        let distance = value - means[hour]
        means[hour] += step * distance
        variances[hour] += step * (distance * (value - means[hour]) - variances[hour])
    }

    /// How far above what is usual at that hour, in spreads (at least half a doubling); 0 below it and where nothing is known.
    public func excess(_ value: Float, hour: Int) -> Float {
        guard hour >= 0, hour < Self.hours, samples[hour] >= Self.leastSamples else { return 0 }
        let spread = max(0.5, Float.sqrt(max(0, variances[hour])))
        return max(0, (value - means[hour]) / spread)
    }

    /// Hours that are known well enough to speak.
    public var knownHours: Int { samples.count { $0 >= Self.leastSamples } }

    func write(to file: inout ByteWriter) {
        for hour in 0..<Self.hours {
            file.write(means[hour])
            file.write(variances[hour])
            file.write(samples[hour])
        }
    }

    init(from file: inout ByteReader) throws(LearningError) {
        for hour in 0..<Self.hours {
            means[hour] = try file.float()
            variances[hour] = try file.float()
            samples[hour] = try file.float()
            guard samples[hour] >= 0 else { throw ByteReader.damaged("an hour was seen less than never") }
        }
    }
}
