import Foundation
import LocalServers
import Outbound
import Testing
import Vocabulary

@testable import Enrichment

@Suite("IntelligenceOffice")
struct IntelligenceOfficeTests {
    @Test func `the overview says of each source whether it is set up, how it stands and what is left`() async throws {
        let server = try await LocalServer.start { _, _ in .json(Replies.abuseIPDB(score: 0, reports: 0)) }
        let bench = try await Bench(["abuseipdb": server], keys: ["ABUSEIPDB_API_KEY": "a-long-secret-key-9876"])
        _ = await bench.verdict("abuseipdb")
        let overview = await bench.desk.overview()
        #expect(overview.sources.map(\.id) == SourceCatalog.all.map { $0.card.id })
        let source = try #require(overview.sources.first)
        #expect(source.state == .ok)
        #expect(source.key == "••••••9876")
        #expect(source.keyOrigin == .environment)
        #expect((source.usedMinute, source.usedDay, source.perDay) == (1, 1, 1000))
        #expect(overview.sources[1].state == .disabled)
        let text = String(decoding: try JSONEncoder().encode(overview), as: UTF8.self)
        #expect(!text.contains("a-long-secret"))
        #expect(text.contains("\"used_day\":1"))
    }

    @Test func `a source that fails is shown as broken with its last error`() async throws {
        let server = try await LocalServer.start { _, _ in .answer(500, [:], "") }
        let bench = try await Bench(["abuseipdb": server])
        for _ in 0..<5 { _ = await bench.verdict("abuseipdb", fresh: true) }
        let source = try #require(await bench.desk.overview().sources.first)
        #expect(source.state == .broken)
        #expect(source.lastError == "answered 500")
        #expect(await bench.verdict("abuseipdb", fresh: true)?.problem == "circuit_open")
        #expect(server.requests.count == 5)
    }
}
