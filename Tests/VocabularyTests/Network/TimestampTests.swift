import Testing
import Vocabulary

@Suite struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000000Z"), (1_795_250_980_123_456_789, "2026-11-21T08:49:40.123456Z"),
        (-1_000_000, "1969-12-31T23:59:59.999000Z"), (951_782_400_000_000_000, "2000-02-29T00:00:00.000000Z"),
    ])
    func `moments are written in UTC`(_ nanoseconds: Int64, _ text: String) {
        #expect(Timestamp(nanoseconds: nanoseconds).description == text)
    }

    @Test func `what is written can be read, to the microsecond`() {
        for nanoseconds: Int64 in [0, 1_795_250_980_123_456_000, -86_400_000_000_000, 4_102_444_799_999_999_000] {
            let moment = Timestamp(nanoseconds: nanoseconds)
            #expect(Timestamp(moment.description) == moment)
        }
    }

    @Test func `offsets are taken into account`() {
        #expect(Timestamp("2026-11-21T10:49:40.5+02:00") == Timestamp("2026-11-21T08:49:40.500000Z"))
    }

    @Test(arguments: [
        "", "2026", "2026-13-01T00:00:00Z", "2026-11-21T25:00:00Z", "2026-11-21T08:49:40", "2026-11-21T08:49:40.Z1",
        "9999999-01-01T00:00:00Z",
    ])
    func `what is no moment is refused`(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `seconds are rounded down, before the epoch too`() {
        #expect(Timestamp(nanoseconds: 1_999_999_999).second == 1)
        #expect(Timestamp(nanoseconds: -1).second == -1)
        #expect(Timestamp(nanoseconds: -1_000_000_000).second == -1)
    }

    static let ends: [Int64] = [.min, .min + 1, .min + 999_999_999, .min + 1_000_000_000, -1, 0, .max - 1, .max]

    @Test(arguments: ends)
    func `the ends of time are written and rounded like any other moment`(nanoseconds: Int64) {
        let time = Timestamp(nanoseconds: nanoseconds)
        #expect(time.description.hasSuffix("Z"))
        // The products may wrap; the differences are right all the same.
        let into: Int64 = nanoseconds &- time.second &* 1_000_000_000
        #expect((0..<1_000_000_000).contains(into))
    }

    @Test(arguments: [
        "1677-09-21T00:12:43Z", "1677-09-21T00:12:44Z", "2262-04-11T23:47:16Z", "2262-04-11T23:47:16.854775807Z",
        "2262-04-11T23:47:16.999999999Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-01-05T08:00:00+99:99",
    ])
    func `text about the ends of time is read or refused`(text: String) {
        guard let time = Timestamp(text) else { return #expect(text < "1700" || text > "2026") }
        #expect(time.second <= 9_223_372_036)
        #expect(Timestamp(time.description)?.second == time.second)
    }

    @Test func `seconds beyond all moments become the nearest one`() {
        #expect(Timestamp(seconds: .infinity).nanoseconds == .max)
        #expect(Timestamp(seconds: -1e300).nanoseconds == .min)
        #expect(Timestamp(seconds: .nan).nanoseconds == 0)
        #expect(Timestamp(seconds: 1.5).nanoseconds == 1_500_000_000)
    }
}
