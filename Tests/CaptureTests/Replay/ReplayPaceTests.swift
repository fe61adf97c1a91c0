import Capture
import Testing
import Vocabulary

@Suite
struct ReplayPaceTests {
    let second: Int64 = 1_000_000_000
    func at(_ seconds: Double) -> Timestamp { Timestamp(seconds: 1_700_000_000 + seconds) }

    @Test(arguments: [(1.0, 3.0), (10.0, 0.3), (0.5, 6.0)])
    func `a frame is due as much later as its timestamp says, divided by the speed`(factor: Double, wait: Double) {
        var pace = ReplayPace(factor: factor)
        #expect(pace.due(at(0), now: 100) == 100)
        #expect(abs(pace.due(at(3), now: 200) - 100 - Int64(wait * 1e9)) < 1000)
    }

    @Test
    func `a timestamp that goes back is due before now`() {
        var pace = ReplayPace(factor: 1)
        _ = pace.due(at(5), now: 0)
        #expect(pace.due(at(4), now: 10) <= 10)
        #expect(pace.due(at(7), now: 10) == 2 * second)
    }

    @Test(arguments: [86_400.0, -86_400.0, 3_000_000_000.0])
    func `a leap of the recorded clock is not waited for`(leap: Double) {
        var pace = ReplayPace(factor: 1)
        _ = pace.due(at(0), now: 0)
        #expect(pace.due(at(leap), now: 500) == 500)
        // Seconds of this size, as a `Double`, are good to half a microsecond.
        #expect(abs(pace.due(at(leap + 1), now: 600) - 500 - second) < 1000)
        #expect(pace.leaps == 1)
    }

    @Test(
        arguments: [
            ("max", ReplaySpeed.maximum), ("1x", .times(1)), ("10x", .times(10)), ("0.5x", .times(0.5)), ("0x", nil),
            ("-1x", nil),
            ("fast", nil), ("x", nil), ("nanx", nil), ("infx", nil), ("10", nil), ("", nil),
        ] as [(String, ReplaySpeed?)])
    func `a speed is read from text`(text: String, expected: ReplaySpeed?) {
        #expect(ReplaySpeed(text) == expected)
    }
}
