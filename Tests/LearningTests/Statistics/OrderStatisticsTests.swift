import Learning
import Testing

struct OrderStatisticsTests {
    @Test func `quartiles interpolate`() {
        let statistics = OrderStatistics([4, 1, 3, 2, 5])
        #expect(statistics.median == 3)
        #expect(statistics.lowerQuartile == 2)
        #expect(statistics.upperQuartile == 4)
        #expect(statistics.deviation == 1)
        #expect(statistics.skew == 0)
        #expect(statistics.minimum == 1)
        #expect(statistics.maximum == 5)
    }

    @Test func `an outlier does not move the dispersion`() {
        #expect(OrderStatistics([10, 10, 10, 10, 1000]).dispersion == 0)
    }

    @Test func `an empty sample gives zeros`() {
        #expect(OrderStatistics([]).median == 0)
        #expect(OrderStatistics([]).dispersion == .infinity)
    }
}
