import LocalServers
import Testing
import Vocabulary

@testable import Enrichment

@Suite("AbuseIPDB")
struct AbuseIPDBTests {
    @Test(arguments: [
        (score: 0, reports: 0, flagged: false), (59, 2, false), (60, 0, true), (0, 3, true), (100, 500, true),
    ])
    func `60 percent or three reports flag an address`(_ item: (score: Int, reports: Int, flagged: Bool)) async throws {
        let server = try await LocalServer.start { _, _ in
            .json(Replies.abuseIPDB(score: item.score, reports: item.reports))
        }
        let verdict = try #require(await Bench(["abuseipdb": server]).verdict("abuseipdb"))
        #expect(verdict.outcome == .answered)
        #expect(verdict.flagged == item.flagged)
        #expect(verdict.confidence == Double(item.score) / 100)
        #expect(verdict.reason == "Confidence of abuse \(item.score) %, \(item.reports) reports.")
        #expect(verdict.facts.contains(Evidence("reports", .count(UInt64(item.reports)), threshold: 3)))
        #expect(verdict.facts.contains(Evidence("country", .text("NL"))))
    }

    @Test func `it is asked as its documentation says`() async throws {
        let server = try await LocalServer.start { _, _ in .json(Replies.abuseIPDB(score: 0, reports: 0)) }
        _ = try await Bench(["abuseipdb": server]).verdict("abuseipdb")
        let request = try #require(server.requests.first)
        #expect(request.path == "/api/v2/check?ipAddress=45.155.205.233&maxAgeInDays=90&verbose")
        #expect(request.headers["key"] == "abuse-key-0001")
        #expect(request.headers["accept"] == "application/json")
    }

    @Test func `an address it holds for good is not flagged by reports alone`() async throws {
        let server = try await LocalServer.start { _, _ in
            .json(Replies.abuseIPDB(score: 0, reports: 200, whitelisted: "true"))
        }
        let verdict = try #require(await Bench(["abuseipdb": server]).verdict("abuseipdb"))
        #expect(!verdict.flagged)
        #expect(verdict.reason.contains("holds this address for good"))
    }

    @Test func `thresholds of the owner count`() async throws {
        let server = try await LocalServer.start { _, _ in .json(Replies.abuseIPDB(score: 65, reports: 5)) }
        let bench = try await Bench(["abuseipdb": server]) {
            $0.sources["abuseipdb", default: .init()].options = ["score": 66, "reports": 6, "max_age_days": 30]
        }
        #expect(await bench.verdict("abuseipdb")?.flagged == false)
        #expect(server.requests.first?.path.contains("maxAgeInDays=30") == true)
    }

    @Test(arguments: [
        #"{"data":{"abuseConfidenceScore":-5,"totalReports":-1}}"#,
        #"{"data":{"abuseConfidenceScore":1e300,"totalReports":1e300}}"#,
    ])
    func `numbers out of all bounds are brought back into them`(_ text: String) async throws {
        let server = try await LocalServer.start { _, _ in .json(text) }
        let verdict = try #require(await Bench(["abuseipdb": server]).verdict("abuseipdb"))
        #expect((0...1).contains(verdict.confidence))
    }
}
