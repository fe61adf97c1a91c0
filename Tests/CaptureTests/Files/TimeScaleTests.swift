import Testing
import Vocabulary

@testable import Capture

@Suite
struct TimeScaleTests {
    @Test(
        arguments: [
            (0, 5, 5_000_000_000), (3, 5, 5_000_000), (6, 1_700_000_000_123_456, 1_700_000_000_123_456_000),
            (9, 1_700_000_000_123_456_789, 1_700_000_000_123_456_789), (12, 1_500_000_000_999, 1_500_000_000),
            (28, UInt64.max, 1), (40, UInt64.max, 0), (127, UInt64.max, 0), (0x80, 7, 7_000_000_000),
            (0x81, 3, 1_500_000_000),
            (0x80 | 32, 6 << 32 | 1 << 31, 6_500_000_000), (0xFF, UInt64.max, 0),
        ] as [(UInt8, UInt64, Int64)])
    func `a resolution turns ticks into nanoseconds`(resolution: UInt8, ticks: UInt64, expected: Int64) {
        let (moment, isClamped) = TimeScale(resolution: resolution, offsetSeconds: 0).moment(ticks)
        #expect(moment.nanoseconds == expected)
        #expect(!isClamped)
    }

    @Test
    func `an offset moves the start`() {
        #expect(TimeScale(resolution: 6, offsetSeconds: 10).moment(5).0.nanoseconds == 10_000_005_000)
        #expect(TimeScale(resolution: 6, offsetSeconds: -1).moment(3_000_000).0.nanoseconds == 2_000_000_000)
    }

    @Test(
        arguments: [
            (6, 0, UInt64.max), (0, 0, UInt64.max), (0x80, 0, UInt64.max), (6, Int64.max, 5), (6, Int64.min, 5),
            (9, -1, 0),
            (0x80, Int64.max, UInt64.max),
        ] as [(UInt8, Int64, UInt64)])
    func `an impossible moment is moved to the nearest possible one`(resolution: UInt8, offset: Int64, ticks: UInt64) {
        let (moment, isClamped) = TimeScale(resolution: resolution, offsetSeconds: offset).moment(ticks)
        #expect(isClamped)
        #expect(moment.nanoseconds == (offset < 0 ? 0 : CaptureLimits.latest))
    }
}
