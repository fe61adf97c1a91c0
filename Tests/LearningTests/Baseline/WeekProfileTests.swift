import Learning
import Testing

struct WeekProfileTests {
    private static let hours: [(Int64, Int)] = [
        (0, 72), (-1, 71), (345_600, 0), (345_599, 167), (345_600 + 3 * 3600, 3),
    ]

    @Test(arguments: hours) func `hours count from Monday`(second: Int64, hour: Int) {
        // 1970-01-01 was a Thursday; the first Monday began after four days.
        #expect(WeekProfile.hour(ofSecond: second) == hour)
    }

    /// Three weeks in which something of this size goes on in the first `busy` minutes of each of these hours.
    private func profile(_ size: Float, in hours: ClosedRange<Int>, busy: Int = 60) -> WeekProfile {
        var week = WeekProfile()
        for _ in 0..<3 {
            for hour in 0..<WeekProfile.hours {
                for minute in 0..<60 {
                    week.pass(hour: hour)
                    if hours.contains(hour), minute < busy { week.observe(size, hour: hour) }
                }
            }
        }
        return week
    }

    @Test func `what is usual at an hour is no excess, and is at another`() {
        let week = profile(10, in: 2...2)
        #expect(week.excess(10.2, hour: 2) < 0.5)
        #expect(week.excess(10, hour: 50) == 10)
        #expect(week.excess(0, hour: 50) == 0)
        #expect(week.knownHours == 168)
    }

    @Test func `ten minutes of an hour are enough to be usual at it`() {
        let week = profile(20, in: 2...2, busy: 10)
        #expect(week.excess(20, hour: 2) < 2)
        #expect(week.excess(20, hour: 30) == 20)
    }

    @Test func `an hour that was hardly watched says nothing`() {
        var week = WeekProfile()
        for _ in 0..<100 { week.pass(hour: 9) }
        #expect(week.excess(1000, hour: 9) == 0)
        #expect(week.excess(1000, hour: -4) == 0)
        #expect(week.excess(1000, hour: 168) == 0)
        #expect(week.knownHours == 0)
    }

    @Test func `the neighbours learn a little`() {
        let week = profile(16, in: 0...0)
        #expect((1...2).contains(week.excess(16, hour: 167)))
        #expect((1...2).contains(week.excess(16, hour: 1)))
        #expect(week.excess(16, hour: 2) == 16)
    }

    @Test func `what is over is forgotten slowly`() {
        var week = profile(16, in: 5...5)
        for _ in 0..<6000 { week.pass(hour: 5) }
        #expect(week.excess(16, hour: 5) > 2)
    }

    @Test func `numbers beyond all sense do no harm`() {
        var week = WeekProfile()
        for _ in 0..<200 {
            week.pass(hour: 1)
            week.observe(.infinity, hour: 1)
            week.observe(.nan, hour: 1)
            week.observe(120, hour: 1)
            week.observe(-3, hour: 1)
        }
        #expect(week.excess(60, hour: 1).isFinite)
    }
}
