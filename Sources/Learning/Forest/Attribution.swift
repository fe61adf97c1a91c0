/// Which features made a score, and how far each lies from what is usual.
///
/// A feature's part is what the score loses when the feature is set to its median, and what a median row gains by it alone, the mean of
/// both (Shapley's value, of which these are the first and the last term): several features that say the same share the credit
/// instead of each getting none. Costs two scores a feature; only for what is told.
public struct Attribution: Sendable, Equatable {
    public struct Part: Sendable, Equatable {
        /// The feature's place in the row.
        public let feature: Int
        /// Of all parts together 1; never negative.
        public let share: Double
        public let value: Float
        /// Usual is the median; see `FeatureBaseline.distance`.
        public let median: Float
        public let distance: Double
        /// Share of the harmless below the value.
        public let rank: Double
    }
    /// The largest part first; equal ones by place.
    public let parts: [Part]

    public init(_ row: FeatureRow, forest: IsolationForest, baseline: [FeatureBaseline]) {
        precondition(baseline.count == forest.width, "Each feature has its baseline.")
        var usual = FeatureRow()
        for place in baseline.indices { usual[place] = baseline[place].median }
        let (whole, plain) = (forest.score(row), forest.score(usual))
        let weights = baseline.indices.map { place in
            var without = row
            without[place] = usual[place]
            var alone = usual
            alone[place] = row[place]
            return max(0, (whole - forest.score(without) + forest.score(alone) - plain) / 2)
        }
        let sum = weights.reduce(0, +)
        parts = baseline.indices
            .map { place in
                Part(
                    feature: place, share: sum > 0 ? weights[place] / sum : 0, value: row[place],
                    median: usual[place], distance: baseline[place].distance(row[place]),
                    rank: baseline[place].rank(row[place]))
            }
            .sorted { ($1.share, $0.feature) < ($0.share, $1.feature) }
    }
}
