import Vocabulary

/// Sentences and small things that several missions say.
extension MissionResult {
    static func tooYoung(_ picture: Picture, _ options: MissionOptions) -> MissionResult {
        let days = (picture.days * 10).rounded() / 10
        return MissionResult(
            looked: ["\(picture.coverage.flows) flows of \(days) days"],
            nothing: picture.coverage.flows == 0
                ? "nothing is stored yet"
                : "the store has \(days) days of traffic, and what is normal takes \(options["learn_days"]) days to learn"
        )
    }
}

extension Timestamp {
    /// `2026-11-21`
    var day: String { String(description.prefix(10)) }
}

extension Array where Element: Hashable {
    /// Each once, where it came first.
    var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Array where Element == Double {
    /// The middle of sorted values; 0 for none.
    var median: Double {
        guard !isEmpty else { return 0 }
        let sorted = sorted()
        return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2
    }

    /// Median distance from the median.
    var medianDeviation: Double {
        let middle = median
        return map { abs($0 - middle) }.median
    }
}
