import LocalServers
import Testing
import Vocabulary

@testable import Enrichment

@Suite("ReverseDNS")
struct ReverseDNSTests {
    @Test func `names are given as their owner's claim`() async throws {
        let server = try await LocalNameServer.start { [LocalNameServer.answer(to: $0, names: ["scan-1.example.nl"])] }
        let bench = try await Bench([:], nameServer: server, only: ["rdns"])
        let verdict = try #require(await bench.verdict("rdns"))
        #expect(verdict.reason == "Its owner calls it scan-1.example.nl.")
        #expect(verdict.facts == [Evidence("names", .list(["scan-1.example.nl"]))])
    }

    @Test func `no name is known, not a failure; a server that fails is one`() async throws {
        let none = try await LocalNameServer.start { [LocalNameServer.answer(to: $0, code: 3, names: [])] }
        let failing = try await LocalNameServer.start { [LocalNameServer.answer(to: $0, code: 2, names: [])] }
        let first = try await Bench([:], nameServer: none, only: ["rdns"])
        #expect(await first.verdict("rdns")?.outcome == .unknown)
        let second = try await Bench([:], nameServer: failing, only: ["rdns"])
        #expect(await second.verdict("rdns")?.problem == "bad_answer")
    }

    @Test func `in the background it is asked only where the owner says so`() async throws {
        let server = try await LocalNameServer.start { [LocalNameServer.answer(to: $0, names: ["a.example"])] }
        let bench = try await Bench([:], nameServer: server, only: ["rdns"])
        #expect(await bench.verdict("rdns", mode: .background) == nil)
        #expect(server.questions == 0)
        let willing = try await Bench([:], nameServer: server, only: ["rdns"]) {
            $0.sources["rdns", default: .init()].automatic = true
        }
        #expect(await willing.verdict("rdns", mode: .background)?.outcome == .answered)
    }
}
