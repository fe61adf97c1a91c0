/// Whether arrivals come by a clock: the period, how far they stray from it, and how many of the gaps it explains.
///
/// Takes the gaps between successive arrivals in seconds, in order. Robust against jitter up to ±50 % (bounded gaps have a small
/// median absolute deviation, random arrivals do not), against loss (a gap of two or more periods is folded), against bursts
/// (arrivals that come together count once) and against rounds of up to four unequal gaps (0.5, 0.5, 1.5 s, again and again).
/// Needs no binning and no horizon. What fools it: jitter beyond ±60 %, intervals drawn from an exponential.
/// The dispersion term is that of RITA v5's beacon score (1 − MAD / median); folding and rounds are ours.
public struct Periodicity: Sendable, Hashable {
    /// Seconds between arrivals, or from round to round.
    public let period: Double
    /// MAD / median of the gaps (of the rounds): 0 a clock, 0.25 uniform jitter of ±50 %, 0.7 random arrivals.
    public let dispersion: Double
    /// Share of the gaps near the period or, where jitter is small, near a small multiple of it.
    public let explained: Double
    /// Arrivals in a round; 1 for a plain beat.
    public let arrivalsPerRound: Int
    /// Beats that a fold says are missing.
    public let missed: Int
    /// Gaps judged, after bursts were merged.
    public let gaps: Int

    /// At least four gaps are needed; nil otherwise, or when all arrivals come at once.
    public init?(gaps raw: [Double]) {
        let merged = Self.merged(raw)
        guard merged.count >= 4 else { return nil }
        var best = Self.measure(merged)
        var round = 1
        let isHoley = best.missed * 3 > merged.count
        if best.dispersion > 0.15 || best.explained < 0.75 || isHoley {
            for size in 2...4 where merged.count >= size * 4 {
                let sums = (0...(merged.count - size)).map { merged[$0..<($0 + size)].reduce(0, +) }
                let found = Self.measure(sums)
                let isBetter = isHoley ? found.missed * 9 <= merged.count : found.dispersion < best.dispersion / 3
                let near = sums.filter { abs($0 - found.period) <= 0.1 * found.period }.count
                if found.dispersion <= 0.08, near * 5 >= sums.count * 4, isBetter {
                    best = found
                    round = size
                    break
                }
            }
        }
        guard best.period > 0 else { return nil }
        period = best.period
        dispersion = best.dispersion
        explained = best.explained
        missed = best.missed
        arrivalsPerRound = round
        gaps = merged.count
    }

    /// 1 for a clock, 0.5 for ±50 % jitter, near 0 for random arrivals.
    public var regularity: Double { max(0, 1 - dispersion / 0.5) * explained }

    /// The jitter that would spread gaps this far if it were uniform: ± this share of the period.
    public var jitter: Double { min(1, dispersion * 2) }

    private struct Measure {
        var period = 0.0
        var dispersion = Double.infinity
        var explained = 0.0
        var missed = 0
    }

    private static func measure(_ gaps: [Double]) -> Measure {
        let statistics = OrderStatistics(gaps)
        guard statistics.median > 0 else { return Measure() }
        let period = statistics.median
        let reach = min(0.25, max(0.08, 3 * statistics.dispersion))
        var explained = 0
        var missed = 0
        for gap in gaps {
            let ratio = gap / period
            if ratio >= 0.45, ratio <= 1.55 {
                explained += 1
                continue
            }
            let multiple = ratio.rounded()
            if multiple >= 2, multiple <= 6, statistics.dispersion < 0.2, abs(ratio - multiple) <= reach * 1.5 {
                explained += 1
                missed += Int(multiple) - 1
            }
        }
        return Measure(
            period: period, dispersion: statistics.dispersion, explained: Double(explained) / Double(gaps.count),
            missed: missed)
    }

    /// Arrivals that follow within a tenth of the usual long gap (at most a second) are one arrival.
    private static func merged(_ gaps: [Double]) -> [Double] {
        let usable = gaps.filter { $0 >= 0 && $0.isFinite }
        let limit = min(1, 0.1 * OrderStatistics.quantile(usable.sorted(), 0.75))
        var result: [Double] = []
        var carried = 0.0
        for gap in usable {
            if gap < limit {
                carried += gap
                continue
            }
            result.append(gap + carried)
            carried = 0
        }
        return result
    }
}
