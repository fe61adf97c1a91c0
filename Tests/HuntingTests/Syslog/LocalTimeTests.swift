import Foundation
import Testing
import Vocabulary

@testable import Hunting

@Suite("LocalTime")
struct LocalTimeTests {
    private func moment(_ text: String, _ reference: String, _ zone: String = "UTC") throws -> String? {
        var line = text[...]
        let time = try #require(LocalTime(&line))
        return time.moment(
            reference: try #require(Timestamp(reference)), zone: try #require(TimeZone(identifier: zone)))?.description
    }

    @Test func `the year is the latest one that does not lie ahead`() throws {
        #expect(try moment("Nov 21 08:00:00", "2026-11-21T12:00:00Z") == "2026-11-21T08:00:00.000000Z")
        #expect(try moment("Dec 31 23:59:59", "2027-01-01T00:10:00Z") == "2026-12-31T23:59:59.000000Z")
        // A clock that is a little ahead, also over the year's end.
        #expect(try moment("Jan  1 00:10:00", "2026-12-31T23:50:00Z") == "2027-01-01T00:10:00.000000Z")
        #expect(try moment("Nov 23 08:00:00", "2026-11-21T12:00:00Z") == "2025-11-23T08:00:00.000000Z")
        #expect(try moment("Feb 29 08:00:00", "2026-11-21T12:00:00Z") == "2024-02-29T08:00:00.000000Z")
        #expect(try moment("Feb 30 08:00:00", "2026-11-21T12:00:00Z") == nil)
        #expect(try moment("Nov 21 2019 08:00:00", "2026-11-21T12:00:00Z") == "2019-11-21T08:00:00.000000Z")
    }

    @Test func `the zone is the sender's, in summer and in winter`() throws {
        #expect(try moment("Nov 21 08:00:00", "2026-11-21T12:00:00Z", "Europe/Berlin") == "2026-11-21T07:00:00.000000Z")
        #expect(try moment("Jul 21 08:00:00", "2026-11-21T12:00:00Z", "Europe/Berlin") == "2026-07-21T06:00:00.000000Z")
    }
}
