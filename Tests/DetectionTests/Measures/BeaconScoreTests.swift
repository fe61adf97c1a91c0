import Detection
import Testing
import Vocabulary

struct BeaconScoreTests {
    private func series(_ gaps: [Double], sent: [UInt64] = []) -> ArrivalSeries {
        var series = ArrivalSeries(at: Timestamp(seconds: 0))
        var time = 0.0
        series.arrive(at: Timestamp(seconds: 0), flow: 1)
        for gap in gaps {
            time += gap
            series.arrive(at: Timestamp(seconds: time), flow: 2)
        }
        for size in sent { series.add(sent: size, received: 10) }
        return series
    }

    @Test func `a clock needs seven gaps, jitter more`() {
        #expect(BeaconScore(series(Array(repeating: 30, count: 7))) != nil)
        #expect(BeaconScore(series(Array(repeating: 30, count: 6))) == nil)
        let jittered = (0..<12).map { [18.0, 42, 30, 24, 36][$0 % 5] }
        #expect(BeaconScore(series(jittered)) == nil)
        #expect(BeaconScore(series(jittered + jittered)) != nil)
    }

    @Test func `like sizes raise it`() throws {
        let gaps = Array(repeating: 30.0, count: 20)
        let alike = try #require(BeaconScore(series(gaps, sent: Array(repeating: 300, count: 20))))
        let unlike = try #require(BeaconScore(series(gaps, sent: (0..<20).map { UInt64(100 + $0 * $0 * 90) })))
        #expect(alike.value > unlike.value)
        #expect(alike.sizeSpread == 0)
    }

    @Test func `less than a second and a half, or more than six hours, is not judged`() {
        #expect(BeaconScore(series(Array(repeating: 1, count: 40))) == nil)
        #expect(BeaconScore(series(Array(repeating: 30_000, count: 40))) == nil)
    }
}
