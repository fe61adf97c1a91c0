import RealModule

/// From which score on is an alarm worth it, when so many false alarms a day are allowed: a quantile of the scores of harmless traffic.
///
/// Keeps the highest scores of the harmless, how many were judged, and over how many days; nothing else is needed. Where the budget
/// asks for rarer alarms than the calibration saw days, the tail is continued as an exponential (the excesses over a high quantile are
/// nearly so: J. Pickands, 1975, with shape 0), never below the highest score that was seen.
/// Monotone: a higher score is never more common. What fools it: attacks among the harmless raise the threshold.
public struct TailCalibration: Sendable, Equatable {
    /// Highest scores that are kept.
    public static let kept = 64
    /// Highest first.
    public private(set) var highest: [Float] = []
    public private(set) var count: UInt64 = 0
    /// Days of traffic that the scores stand for.
    public private(set) var days = 0.0

    public init() {}

    public init(scores: some Sequence<Double>, days: Double) {
        for score in scores { observe(score) }
        self.days = max(0, days)
    }

    init(highest: [Float], count: UInt64, days: Double) {
        self.highest = highest
        self.count = count
        self.days = days
    }

    public mutating func observe(_ score: Double) {
        count &+= 1
        let score = Float(score)
        if highest.count == Self.kept, let last = highest.last, score <= last { return }
        let place = highest.firstIndex { $0 < score } ?? highest.count
        highest.insert(score, at: place)
        if highest.count > Self.kept { highest.removeLast() }
    }

    public mutating func add(days more: Double) { days += max(0, more) }

    /// The score that so many harmless things a day exceed; 1, which nothing reaches, where nothing is known.
    public func threshold(alarmsADay budget: Double) -> Double {
        guard days > 0, let last = highest.last, let first = highest.first else { return 1 }
        let rank = budget * days
        guard rank > 0 else { return 1 }
        if rank < 1 { return min(1, Double(first) + slope * Double.log(1 / rank)) }
        guard rank < Double(highest.count) else { return Double(last) }
        let below = Int(rank)
        let share = rank - Double(below)
        let upper = Double(highest[below - 1])
        return upper + (Double(highest[min(below, highest.count - 1)]) - upper) * share
    }

    /// How many harmless things a day score at least this. Falls as the score grows.
    public func alarmsADay(at score: Double) -> Double {
        guard days > 0, let first = highest.first else { return 0 }
        let score = Float(score)
        if score > first { return Double.exp(-Double(score - first) / slope) / days }
        return Double(max(1, highest.firstIndex { $0 < score } ?? highest.count)) / days
    }

    /// Mean excess of the highest over the lowest of them; at least a thousandth.
    private var slope: Double {
        guard highest.count > 1, let last = highest.last else { return 0.01 }
        let sum = highest.reduce(0.0) { $0 + Double($1 - last) }
        return max(0.001, sum / Double(highest.count - 1))
    }
}

extension TailCalibration {
    func write(to file: inout ByteWriter) {
        file.write(count)
        file.write(days)
        file.write(UInt8(highest.count))
        for score in highest { file.write(score) }
    }

    init(from file: inout ByteReader) throws(LearningError) {
        count = try file.integer()
        days = try file.double()
        highest = []
        for _ in 0..<(try file.integer(UInt8(0)...UInt8(Self.kept))) { highest.append(try file.float()) }
        guard days >= 0, zip(highest, highest.dropFirst()).allSatisfy({ $0 >= $1 }) else {
            throw ByteReader.damaged("its calibration is out of order")
        }
    }
}
