/// Where nearly all of the harmless lie, feature by feature: what most rows are asked first, and nothing more.
///
/// Plain numbers, so that a copy costs little: the model they are of is copied with its forest.
public struct UsualRange: Sendable, BitwiseCopyable {
    private let width: Int
    private let low: FeatureRow
    private let high: FeatureRow
    /// How much goes on counts as well, by the hour of the week.
    public let knowsHours: Bool

    init(_ baseline: [FeatureBaseline], knowsHours: Bool) {
        width = baseline.count
        low = FeatureRow(baseline.map(\.usual.lowerBound))
        high = FeatureRow(baseline.map(\.usual.upperBound))
        self.knowsHours = knowsHours
    }

    /// Each number of the row lies inside; no number that is none does.
    public func contains(_ row: FeatureRow) -> Bool {
        for place in 0..<width where !(row[place] >= low[place] && row[place] <= high[place]) { return false }
        return true
    }
}
