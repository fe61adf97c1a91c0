import Testing

@testable import Vocabulary

@Suite("SinceText")
struct SinceTextTests {
    @Test(arguments: [
        ("90s", 90.0), ("1 hour", 3600), ("1 hour 30 minutes", 5400), ("1h30m", 5400), ("2 days, 4 hours", 187_200),
        ("1 day and 1 hour", 90_000), ("7d", 604_800), ("1 week", 604_800), ("1 month", 2_592_000), ("6 hours", 21_600),
        (" 15 min ", 900), ("1.5h", 5400),
    ])
    func `a length is the sum of its parts`(text: String, seconds: Double) throws {
        #expect(try SearchMoment(since: text) == .ago(seconds))
    }

    @Test(arguments: ["2026-11-21", "2026-11-21T00:00:00Z", "2026-11-21 00:00", "2026-11-21T02:00:00+02:00"])
    func `a moment is read in every usual form`(text: String) throws {
        let expected = try #require(Timestamp("2026-11-21T00:00:00Z"))
        #expect(try SearchMoment(since: text) == .at(expected))
    }

    @Test(arguments: [
        "", "yesterday", "1 fortnight", "-1 hour", "5", "1 hour later", "hour", "0s", "1e9h", "99999999999 days",
        "1 hour\u{1B}[31m",
        "2026-13-01",
    ])
    func `what cannot be read is refused with a sentence that shows how`(text: String) {
        let error = #expect(throws: ServiceError.self) { try SearchMoment(since: text) }
        #expect(error?.description.contains("1 hour 30 minutes") == true)
        #expect(error?.description.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
    }
}
