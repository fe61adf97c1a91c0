/// How well a score parts two classes: the area under the ROC curve.
///
/// Equal to the chance that a random odd row scores above a random ordinary one, ties counted half (Mann and Whitney's U). 0.5 is
/// guessing, 1 is perfect.
public enum RankQuality {
    /// 0.5 where a class is empty.
    public static func area(ordinary: [Double], odd: [Double]) -> Double {
        guard !ordinary.isEmpty, !odd.isEmpty else { return 0.5 }
        let sorted = ordinary.sorted()
        var sum = 0.0
        for score in odd {
            let below = sorted.leading { $0 < score }
            let upTo = sorted.leading { $0 <= score }
            sum += Double(below) + Double(upTo - below) / 2
        }
        return sum / (Double(ordinary.count) * Double(odd.count))
    }
}

extension [Double] {
    /// How many at the front satisfy; all that do stand before all that do not.
    fileprivate func leading(where isBefore: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
