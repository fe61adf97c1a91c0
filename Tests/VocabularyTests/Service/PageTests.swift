import Foundation
import Testing
import Vocabulary

@Suite struct PageTests {
    @Test func `limits are brought into their bounds`() {
        #expect(
            [Int.min, -1, 0, 1, 500, 501, .max].map { PageRequest(limit: $0).limit } == [1, 1, 1, 1, 500, 500, 500])
    }

    @Test func `the end is null, an unknown total is left out`() throws {
        let end = try JSONEncoder().encode(Page(items: ["a"]))
        let object = try #require(try JSONSerialization.jsonObject(with: end) as? [String: Any])
        #expect(object["next_cursor"] is NSNull)
        #expect(object["total"] == nil)
        let more = try JSONEncoder().encode(Page(items: ["a"], total: 3, nextCursor: "x"))
        let full = try #require(try JSONSerialization.jsonObject(with: more) as? [String: Any])
        #expect(full["total"] as? Int == 3)
        #expect(full["next_cursor"] as? String == "x")
    }
}
