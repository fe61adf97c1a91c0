package import Vocabulary

/// How many failed log-ins in how long are guessing: a fast, a steady and a slow tier.
package struct LoginTiers: Sendable {
    private let tiers: [(count: Int, seconds: Double)]

    package init(_ settings: RuleSettings) {
        tiers = [
            (Int(settings["fast_failures"]), 60), (Int(settings["failures"]), 600),
            (Int(settings["slow_failures"]), 3600),
        ]
    }

    /// The first tier that is crossed, its count multiplied by `factor` where the evidence is weaker.
    package func crossed(by times: RecentTimes, at now: Timestamp, factor: Double = 1) -> (
        count: Int, threshold: Int, seconds: Double
    )? {
        for tier in tiers {
            let threshold = min(40, Int((Double(tier.count) * factor).rounded(.up)))
            guard times.total >= threshold else { continue }
            let count = times.count(within: tier.seconds, of: now)
            if count >= threshold { return (count, threshold, tier.seconds) }
        }
        return nil
    }

    package static let options = [
        CardOption("fast_failures", 8, 3...40, "log-ins", "Failed log-ins within 60 seconds"),
        CardOption("failures", 12, 3...40, "log-ins", "Failed log-ins within 10 minutes"),
        CardOption("slow_failures", 15, 3...40, "log-ins", "Failed log-ins within an hour"),
    ]
}
