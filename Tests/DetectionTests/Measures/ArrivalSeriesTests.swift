import Detection
import Testing
import Vocabulary

struct ArrivalSeriesTests {
    @Test func `keeps the last 64 gaps in order`() {
        var series = ArrivalSeries(at: Timestamp(seconds: 0))
        var time = 0.0
        for index in 0..<100 {
            time += Double(index)
            series.arrive(at: Timestamp(seconds: time), flow: UInt64(index))
        }
        #expect(series.count == 100)
        #expect(series.gaps.count == 64)
        #expect(series.gaps.first == 36)
        #expect(series.gaps.last == 99)
    }

    @Test func `a clock that runs backwards makes no negative gap`() {
        var series = ArrivalSeries(at: Timestamp(seconds: 10))
        series.arrive(at: Timestamp(seconds: 10), flow: 1)
        series.arrive(at: Timestamp(seconds: 4), flow: 2)
        #expect(series.gaps == [0])
        #expect(series.last == Timestamp(seconds: 10))
    }

    @Test func `sizes are bounded`() {
        var series = ArrivalSeries(at: Timestamp(seconds: 0))
        for index in 0..<100 { series.add(sent: UInt64(index), received: 1) }
        #expect(series.sent.count == 32)
        #expect(series.received.count == 32)
    }
}
