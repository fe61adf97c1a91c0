package import Learning
import Vocabulary

/// How much a series of arrivals looks like a program that reports to its master by a clock.
///
/// Starts from RITA v5's idea (regular gaps, like sizes) and asks for more arrivals the less regular they are: 8 for a clock, 10
/// for a tenth of spread, 16 for a fifth, 24 for jitter of half the period.
package struct BeaconScore: Sendable {
    package let beat: Periodicity
    /// MAD / median of what the client sends, 0 alike.
    package let sizeSpread: Double
    package let medianSent: Double
    package let medianReceived: Double
    /// 0...1 before circumstances are weighed.
    package let value: Double

    /// nil when the arrivals do not keep time, or are too few for how they keep it.
    package init?(_ series: ArrivalSeries, minimumGaps: Int = 7) {
        guard let beat = Periodicity(gaps: series.gaps), beat.period >= 1.5, beat.period <= 6 * 3600 else { return nil }
        let needed: Int
        switch (beat.dispersion, beat.explained) {
        case (...0.03, 0.85...): needed = 7
        // A visit that fits, with some that do not come: among thousands of sites that happens.
        case (...0.10, 0.82...): needed = beat.missed * 20 > beat.gaps * 3 ? 14 : 9
        case (...0.20, 0.80...): needed = 15
        case (...0.32, 0.80...): needed = 23
        default: return nil
        }
        // Rounds of several arrivals, and beats of which three in ten are missing, are found by trying: ask for more of them.
        let isTried = beat.arrivalsPerRound > 1 || beat.missed * 10 > beat.gaps * 3
        guard beat.gaps >= max(needed, minimumGaps) * (isTried ? 2 : 1) else { return nil }
        let sent = OrderStatistics(series.sent.map(Double.init))
        let received = OrderStatistics(series.received.map(Double.init))
        self.beat = beat
        medianSent = sent.median
        medianReceived = received.median
        sizeSpread = sent.median > 0 ? sent.deviation / sent.median : sent.maximum > 0 ? 1 : 0
        let alike = series.sent.isEmpty ? 0.5 : max(0, 1 - sizeSpread / 0.5)
        let many = min(1, Double(beat.gaps) / 30)
        value = 0.5 * beat.regularity + 0.25 * alike + 0.25 * many
    }
}
