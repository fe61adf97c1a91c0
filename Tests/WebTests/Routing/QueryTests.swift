import HTTPTypes
import Testing
import Vocabulary
import Web

@Suite struct QueryTests {
    private let parameters: [Parameter] = [
        .query("limit", .integer(1...500), ""), .query("since", .time, ""), .query("q", .text(maximum: 10), ""),
        .query("kind", .choices(["a", "b"]), ""),
    ]

    @Test func `values are decoded and typed`() throws {
        let query = try Query("limit=7&q=a+%3Cb%3E&kind=a,b&since=1.5", parameters: parameters)
        #expect(query.integer("limit") == 7)
        #expect(query.text("q") == "a <b>")
        #expect(query.list("kind") == ["a", "b"])
        #expect(query.time("since") == Timestamp(nanoseconds: 1_500_000_000))
    }

    @Test func `every complaint is told`() {
        let problem = #expect(throws: Problem.self) {
            try Query("limit=0&bogus=1&since=yesterday&kind=c&q=1&q=2", parameters: parameters)
        }
        #expect(problem?.status.code == 400)
        #expect(problem?.problems.map(\.name) == ["limit", "bogus", "since", "kind", "q"])
    }

    @Test(arguments: ["since=1e300", "since=nan", "since=-1", "limit=99999999999999999999", "q=%ff", "q=%00"])
    func `values out of every bound are complaints, not traps`(text: String) {
        #expect(throws: Problem.self) { try Query(text, parameters: parameters) }
    }
}
