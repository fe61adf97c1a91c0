/// What is usual in one aspect of traffic: a forest, the baseline of each feature, and how often the harmless score how high.
public struct AspectModel: Sendable {
    /// Such as `contacts`; what its features mean is the business of `Detection`.
    public let name: String
    /// Names of the features, in the order of the row.
    public let features: [String]
    public let forest: IsolationForest
    public let baseline: [FeatureBaseline]
    public let calibration: TailCalibration
    /// Rows it was trained on.
    public let rows: Int
    /// The score from which on it is an anomaly: that of the budget it was last calibrated for.
    public private(set) var threshold: Double
    /// How much usually goes on at each hour of the week; empty in the shipped model, which knows nobody's hours.
    public let week: WeekProfile
    private let knowsHours: Bool
    /// Of each feature, where nearly all of the harmless lie.
    public let usual: UsualRange

    init(
        name: String, features: [String], forest: IsolationForest, baseline: [FeatureBaseline],
        calibration: TailCalibration, rows: Int, threshold: Double,
        week: WeekProfile = WeekProfile()
    ) {
        precondition(features.count == forest.width && baseline.count == forest.width, "Each feature has a baseline.")
        self.name = name
        self.features = features
        self.forest = forest
        self.baseline = baseline
        self.calibration = calibration
        self.rows = rows
        self.threshold = threshold
        self.week = week
        knowsHours = week.knownHours > 0
        usual = UsualRange(baseline, knowsHours: week.knownHours > 0)
    }

    /// Trains on three quarters of the rows and calibrates on the fourth, which the forest has not seen. `days` is what all rows
    /// together stand for; `budget` the false alarms a day that this aspect may cause; `hours` the hour of the week of each row.
    public init(
        name: String, features: [String], training rows: FeatureMatrix, hours: [Int] = [],
        week: WeekProfile = WeekProfile(), days: Double, budget: Double, options: IsolationForest.Options
    ) throws(LearningError) {
        guard rows.count >= 64 else {
            throw LearningError(.tooLittle, "\(name): \(rows.count) rows are too few to learn from; 64 is the least.")
        }
        var seen = FeatureMatrix(width: rows.width)
        var held = FeatureMatrix(width: rows.width)
        var heldHours: [Int] = []
        for index in 0..<rows.count {
            guard index % 4 == 3 else {
                seen.append(rows[index])
                continue
            }
            held.append(rows[index])
            heldHours.append(hours.indices.contains(index) ? hours[index] : -1)
        }
        try self.init(
            name: name, features: features, training: seen, held: held, hours: heldHours, week: week, days: days / 4,
            budget: budget, options: options)
    }

    /// The same with rows for the calibration that the forest has not seen; `days` is what those stand for.
    public init(
        name: String, features: [String], training rows: FeatureMatrix, held: FeatureMatrix, hours: [Int] = [],
        week: WeekProfile = WeekProfile(), days: Double, budget: Double, options: IsolationForest.Options
    ) throws(LearningError) {
        guard rows.count >= 32, held.count >= 8 else {
            throw LearningError(.tooLittle, "\(name): \(rows.count) rows are too few to learn from; 64 is the least.")
        }
        let forest = IsolationForest(training: rows, options: options)
        let scores = (0..<held.count).lazy.map { index in
            Self.raised(
                forest.score(held[index]),
                by: hours.indices.contains(index) ? week.excess(held[index][0], hour: hours[index]) : 0)
        }
        let calibration = TailCalibration(scores: scores, days: days)
        self.init(
            name: name, features: features, forest: forest,
            baseline: (0..<rows.width).map { FeatureBaseline(sorted: rows.sorted($0)) }, calibration: calibration,
            rows: rows.count + held.count, threshold: calibration.threshold(alarmsADay: budget), week: week)
    }

    /// The same forest for another budget.
    public mutating func calibrate(alarmsADay budget: Double) {
        threshold = calibration.threshold(alarmsADay: budget)
    }

    /// True where every feature lies where nearly all of the harmless do: such a row is not the odd one, and needs no forest.
    @inline(__always)
    public func isUsual(_ row: FeatureRow, hour: Int) -> Bool {
        guard usual.contains(row) else { return false }
        return !knowsHours || week.excess(row[0], hour: hour) <= 2
    }

    /// 0...1, more is odder: what the forest says, raised where more goes on than usually does at this hour of the week. The first
    /// feature of a row tells how much goes on.
    public func score(_ row: FeatureRow, hour: Int) -> Double {
        let score = forest.score(row)
        return knowsHours ? Self.raised(score, by: week.excess(row[0], hour: hour)) : score
    }

    /// Two doublings above the hour are no news; six take the score 0.9 of the way to 1, fewer a part of it. Monotone in both.
    private static func raised(_ score: Double, by excess: Float) -> Double {
        score + (1 - score) * 0.9 * min(1, max(0, Double(excess) - 2) / 4)
    }

    func write(to file: inout ByteWriter) {
        file.write(name)
        file.write(UInt32(clamping: rows))
        file.write(threshold)
        forest.write(to: &file)
        for feature in features { file.write(feature) }
        for feature in baseline { feature.write(to: &file) }
        calibration.write(to: &file)
        week.write(to: &file)
    }

    init(from file: inout ByteReader) throws(LearningError) {
        let name = try file.text()
        let rows = Int(try file.integer(UInt32.self))
        let threshold = try file.double()
        let forest = try IsolationForest(from: &file)
        var features: [String] = []
        for _ in 0..<forest.width { features.append(try file.text()) }
        var baseline: [FeatureBaseline] = []
        for _ in 0..<forest.width { baseline.append(try FeatureBaseline(from: &file)) }
        self.init(
            name: name, features: features, forest: forest, baseline: baseline,
            calibration: try TailCalibration(from: &file), rows: rows, threshold: threshold,
            week: try WeekProfile(from: &file))
    }
}
