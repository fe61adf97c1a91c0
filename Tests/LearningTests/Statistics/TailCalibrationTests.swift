import Learning
import Testing

struct TailCalibrationTests {
    /// Scores 0.0001, 0.0002 … 1 over so many days.
    private func even(days: Double) -> TailCalibration {
        TailCalibration(scores: (1...10_000).map { Double($0) / 10_000 }, days: days)
    }

    @Test func `the budget is what lies above the threshold`() {
        let calibration = even(days: 10)
        let threshold = calibration.threshold(alarmsADay: 2)
        // Twenty of the scores may be exceeded in ten days.
        let above = (1...10_000).count { Double($0) / 10_000 > threshold }
        #expect((18...21).contains(above))
    }

    @Test func `a smaller budget never lowers the threshold`() {
        let calibration = even(days: 0.5)
        var last = 0.0
        for budget in [100.0, 10, 3, 1, 0.5, 0.1, 0.01, 0.001] {
            let threshold = calibration.threshold(alarmsADay: budget)
            #expect(threshold >= last)
            last = threshold
        }
    }

    @Test func `a higher score is never more common`() {
        let calibration = even(days: 3)
        var last = Double.infinity
        for step in 900...1100 {
            let rate = calibration.alarmsADay(at: Double(step) / 1000)
            #expect(rate <= last)
            last = rate
        }
    }

    @Test func `rarer than the days that were seen lies above everything that was seen`() {
        let calibration = TailCalibration(scores: [0.4, 0.5, 0.55, 0.6], days: 1)
        #expect(calibration.threshold(alarmsADay: 0.1) > 0.6)
        #expect(calibration.threshold(alarmsADay: 0.01) > calibration.threshold(alarmsADay: 0.1))
    }

    @Test func `nothing known, no alarm`() {
        #expect(TailCalibration().threshold(alarmsADay: 5) == 1)
        #expect(even(days: 1).threshold(alarmsADay: 0) == 1)
    }
}
