/// What is usual for one feature: quantiles of the harmless, to say how far a number lies from them.
///
/// Quantiles stand at `levels`; between them ranks are interpolated. The distance is told in spreads, the way from the median to the
/// 99th (or 1st) percentile, so that features of different units compare; a spread is at least `leastSpread`.
public struct FeatureBaseline: Sendable, Equatable {
    public static let levels: [Double] = [0, 0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999, 1]
    /// One a level, ascending.
    public let quantiles: [Float]

    /// Of an ascending sample; zeros where it is empty.
    public init(sorted sample: [Float]) {
        let numbers = sample.map(Double.init)
        quantiles = Self.levels.map { Float(OrderStatistics.quantile(numbers, $0)) }
    }

    public var median: Float { quantiles[5] }
    /// 1st and 99th percentile: where nearly everything lies.
    public var usual: ClosedRange<Float> { quantiles[2]...quantiles[8] }
    public var least: Float { quantiles[0] }
    public var most: Float { quantiles[10] }

    /// Signed: 1 is the 99th percentile, −1 the first, 3 three times as far from the median.
    public func distance(_ value: Float, leastSpread: Float = 0.5) -> Double {
        let spread = value >= median ? usual.upperBound - median : median - usual.lowerBound
        return Double((value - median) / max(spread, leastSpread))
    }

    /// Share of the harmless that lie below the value, 0...1.
    public func rank(_ value: Float) -> Double {
        guard value > quantiles[0] else { return 0 }
        for place in 1..<quantiles.count where value <= quantiles[place] {
            let (low, high) = (quantiles[place - 1], quantiles[place])
            let share = high > low ? Double((value - low) / (high - low)) : 1
            return Self.levels[place - 1] + (Self.levels[place] - Self.levels[place - 1]) * share
        }
        return 1
    }

    func write(to file: inout ByteWriter) { for quantile in quantiles { file.write(quantile) } }

    init(from file: inout ByteReader) throws(LearningError) {
        var read: [Float] = []
        for _ in Self.levels { read.append(try file.float()) }
        guard zip(read, read.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw ByteReader.damaged("a baseline is out of order")
        }
        quantiles = read
    }
}
