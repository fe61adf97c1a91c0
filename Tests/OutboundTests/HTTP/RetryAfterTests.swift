import Testing
import Vocabulary

@testable import Outbound

@Suite("RetryAfter")
struct RetryAfterTests {
    private let now = Timestamp("2026-10-21T07:27:00Z") ?? Timestamp(nanoseconds: 0)

    @Test(arguments: [
        ("120", 120.0), (" 5 ", 5), ("Wed, 21 Oct 2026 07:28:00 GMT", 60), ("Wed, 21 Oct 2026 07:26:00 GMT", 0),
        ("99999999999", nil), ("4294967295", 604_800), ("-1", nil), ("soon", nil), ("", nil),
        ("Wed, 21 Xyz 2026 07:28:00 GMT", nil), ("Wed, 99 Oct 2026 07:28:00 GMT", nil),
    ])
    func `seconds and dates are read, nonsense is not`(_ text: String, _ seconds: Double?) {
        #expect(RetryAfter.seconds(text, now: now) == seconds)
    }

    @Test func `no header says nothing`() { #expect(RetryAfter.seconds(nil, now: now) == nil) }
}
