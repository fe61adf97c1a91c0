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

    @Test func `what is usual at an hour is no excess, and is at another`() {
        var week = WeekProfile()
        for round in 0..<100 {
            week.observe(10 + Float(round % 3), hour: 2)
            week.observe(1 + Float(round % 3) / 10, hour: 50)
        }
        #expect(week.excess(11, hour: 2) < 0.5)
        #expect(week.excess(11, hour: 50) > 5)
        #expect(week.excess(0, hour: 2) == 0)
    }

    @Test func `an hour that was hardly seen says nothing`() {
        var week = WeekProfile()
        for _ in 0..<20 { week.observe(1, hour: 9) }
        #expect(week.excess(1000, hour: 9) == 0)
        #expect(week.excess(1000, hour: -4) == 0)
        #expect(week.knownHours == 0)
    }

    @Test func `the neighbours learn a little`() {
        var week = WeekProfile()
        for _ in 0..<200 { week.observe(8, hour: 0) }
        #expect(week.excess(8, hour: 167) == 0)
        #expect(week.excess(16, hour: 167) > 5)
        #expect(week.knownHours == 3)
    }
}
