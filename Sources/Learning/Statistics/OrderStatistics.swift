/// Order statistics of a small sample: median, quartiles, the median absolute deviation and Bowley's skew.
///
/// Why it exists: gaps and sizes on a network have outliers (a lost packet doubles a gap), which move a mean and a standard
/// deviation but hardly these. Cost: one sort of the sample. An empty sample gives zeros.
public struct OrderStatistics: Sendable, Hashable {
    public let count: Int
    public let minimum: Double
    public let lowerQuartile: Double
    public let median: Double
    public let upperQuartile: Double
    public let maximum: Double
    /// Median of |x − median|.
    public let deviation: Double

    public init(_ sample: some Sequence<Double>) {
        let sorted = sample.sorted()
        count = sorted.count
        minimum = sorted.first ?? 0
        maximum = sorted.last ?? 0
        lowerQuartile = Self.quantile(sorted, 0.25)
        upperQuartile = Self.quantile(sorted, 0.75)
        let middle = Self.quantile(sorted, 0.5)
        median = middle
        deviation = Self.quantile(sorted.map { abs($0 - middle) }.sorted(), 0.5)
    }

    /// `deviation / median`: 0 for a clock, 0.25 for a uniform jitter of ±50 %, about 0.7 for random (Poisson) arrivals. Infinite
    /// when the median is not positive.
    public var dispersion: Double { median > 0 ? deviation / median : .infinity }

    /// Bowley's skew (Q1 + Q3 − 2·Q2) / (Q3 − Q1), 0 where the quartiles coincide.
    public var skew: Double {
        let width = upperQuartile - lowerQuartile
        return width > 0 ? (upperQuartile + lowerQuartile - 2 * median) / width : 0
    }

    /// Linear interpolation between order statistics (R's type 7) of an already sorted sample.
    public static func quantile(_ sorted: [Double], _ fraction: Double) -> Double {
        guard let last = sorted.indices.last else { return 0 }
        let position = min(max(fraction, 0), 1) * Double(last)
        let below = Int(position)
        guard below < last else { return sorted[last] }
        return sorted[below] + (sorted[below + 1] - sorted[below]) * (position - Double(below))
    }
}
