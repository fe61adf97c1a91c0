import LocalServers
import Testing
import Vocabulary

@testable import Enrichment

@Suite("PassiveDNS")
struct PassiveDNSTests {
    private static let lines = """
        {"rrname":"old.example.","rrtype":"A","rdata":"45.155.205.233","time_first":1,"time_last":100,"count":4}
        {"rrname":"new.example","rrtype":"A","rdata":["45.155.205.233"],"time_first":1,"time_last":900,"count":2}
        """

    @Test(arguments: [
        lines, "[\(lines.split(separator: "\n").joined(separator: ","))]",
        "{\"results\":[\(lines.split(separator: "\n").joined(separator: ","))]}",
    ])
    func `lines, lists and boxes are read, those seen last first`(_ text: String) async throws {
        let server = try await LocalServer.start { _, _ in .json(text) }
        let verdict = try #require(await Bench(["pdns": server]).verdict("pdns"))
        #expect(verdict.facts.first == Evidence("names", .list(["new.example", "old.example"])))
        #expect(server.requests.first?.path == "/45.155.205.233")
        #expect(server.requests.first?.headers["authorization"] == "Bearer pdns-key-0004")
    }

    @Test func `nothing is known where nothing comes, and garbage is garbage`() async throws {
        for (text, outcome) in [
            ("", SourceVerdict.Outcome.unknown), ("[]", .unknown), ("<html>", .failed), ("{}", .failed),
        ] {
            let server = try await LocalServer.start { _, _ in .json(text) }
            #expect(try await Bench(["pdns": server]).verdict("pdns")?.outcome == outcome, "\(text)")
        }
    }

    @Test func `without an address of the service it is not asked`() async throws {
        let bench = try await Bench([:], only: ["pdns"])
        let verdict = try #require(await bench.verdict("pdns"))
        #expect(verdict.outcome == .skipped)
        #expect(verdict.problem == "no_url")
    }
}
