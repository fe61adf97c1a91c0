import LocalServers
import Testing
import Vocabulary

@testable import Enrichment

@Suite("VirusTotal")
struct VirusTotalTests {
    @Test(arguments: [
        (malicious: 0, suspicious: 0, flagged: false), (0, 1, false), (1, 0, true), (0, 2, true), (9, 3, true),
    ])
    func `one malicious or two suspicious flag an address`(
        _ item: (malicious: Int, suspicious: Int, flagged: Bool)
    ) async throws {
        let server = try await LocalServer.start { _, _ in
            .json(Replies.virusTotal(malicious: item.malicious, suspicious: item.suspicious))
        }
        let verdict = try #require(await Bench(["virustotal": server]).verdict("virustotal"))
        #expect(verdict.flagged == item.flagged)
        #expect(verdict.confidence == Double(item.malicious + item.suspicious) / 90)
        #expect(verdict.facts.contains(Evidence("engines", .count(90))))
        #expect(server.requests.first?.path == "/api/v3/ip_addresses/45.155.205.233")
        #expect(server.requests.first?.headers["x-apikey"] == "vt-key-0002")
    }

    @Test func `the first of its two environment variables counts`() async throws {
        let server = try await LocalServer.start { _, _ in .json(Replies.virusTotal(malicious: 0, suspicious: 0)) }
        _ = try await Bench(["virustotal": server], extra: ["VIRUSTOTAL_API_KEY": "vt-first-0009"]).verdict(
            "virustotal")
        #expect(server.requests.first?.headers["x-apikey"] == "vt-first-0009")
    }

    @Test func `what it does not know is unknown`() async throws {
        let server = try await LocalServer.start { _, _ in .answer(404, [:], Replies.vtNotFound) }
        let verdict = try #require(await Bench(["virustotal": server]).verdict("virustotal"))
        #expect(verdict.outcome == .unknown)
        #expect(!verdict.flagged)
        #expect(verdict.confidence == 0)
    }
}
