package import Learning
package import Vocabulary

/// An anomaly put into words and numbers: which features made it, their values, and what is usual.
///
/// Each feature that had a part gives four pieces of evidence: `NAME` (its threshold is the 99th percentile of what is usual),
/// `NAME_usual` (the median), `NAME_distance` (in ways from the median to the 99th percentile) and `NAME_share` (of the score).
package struct AnomalyReport {
    package let window: BehaviourWindow
    package let score: Double
    package let limit: Double
    /// Harmless things a day that score as high.
    package let rate: Double
    package let budget: Double
    package let model: AspectModel
    /// Features that are told, at most.
    private static let told = 3

    package init(
        window: BehaviourWindow, score: Double, limit: Double, rate: Double, budget: Double, model: AspectModel
    ) {
        self.window = window
        self.score = score
        self.limit = limit
        self.rate = rate
        self.budget = budget
        self.model = model
    }

    package var finding: Finding {
        let isDone = window.aspect == .visits
        let others = window.others.sorted().map(Party.address)
        let rarity = LogScale.log2(max(1, budget / max(rate, 1e-9))) / 3.32
        return Finding(
            detection: .anomaly, summary: "\(window.subject) \(window.aspect.sentence)",
            severity: rarity >= 2 ? .medium : .low, confidence: min(0.9, 0.5 + 0.1 * rarity),
            techniques: window.aspect.techniques, attackers: isDone ? others : [window.subject],
            victims: isDone ? [window.subject] : others, evidence: evidence, flows: window.flows,
            firstSeen: window.first, lastSeen: window.last)
    }

    private var evidence: [Evidence] {
        let features = window.aspect.features
        let parts = Attribution(window.row, forest: model.forest, baseline: model.baseline).parts
            .filter { $0.share >= 0.1 && abs($0.distance) > 0.5 }
            .prefix(Self.told)
        var evidence = [
            Evidence("aspect", text: window.aspect.name),
            Evidence("score", measure: Self.rounded(score), threshold: Self.rounded(limit)),
            Evidence("as_odd_a_day", measure: Self.rounded(rate), threshold: budget),
            Evidence("features", .list(parts.map { features[$0.feature].name })),
        ]
        let excess = model.week.excess(window.row[0], hour: window.hour)
        if excess > 2 {
            // Doublings above what usually goes on at this hour of the week (Monday 0:00 UTC is 0).
            evidence.append(Evidence("above_hour", measure: Self.rounded(Double(excess)), threshold: 2))
            evidence.append(Evidence("hour_of_week", count: UInt64(window.hour)))
        }
        for part in parts {
            let (feature, baseline) = (features[part.feature], model.baseline[part.feature])
            evidence += [
                Evidence(
                    feature.name, measure: Self.rounded(feature.scale.value(of: part.value)),
                    threshold: Self.rounded(
                        feature.scale.value(
                            of: part.value >= part.median ? baseline.usual.upperBound : baseline.usual.lowerBound))),
                Evidence("\(feature.name)_usual", measure: Self.rounded(feature.scale.value(of: part.median))),
                Evidence("\(feature.name)_distance", measure: Self.rounded(part.distance)),
                Evidence("\(feature.name)_share", measure: Self.rounded(part.share)),
            ]
        }
        return evidence
    }

    /// Three places after the point.
    private static func rounded(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }
}
