import LocalServers
import Testing
import Vocabulary

@testable import Enrichment

@Suite("AlienVaultOTX")
struct AlienVaultOTXTests {
    @Test(arguments: [(pulses: 0, confidence: 0.0), (1, 0.1), (7, 0.7), (50, 1.0)])
    func `one pulse flags an address, ten are certainty`(_ item: (pulses: Int, confidence: Double)) async throws {
        let server = try await LocalServer.start { _, _ in .json(Replies.otx(pulses: item.pulses)) }
        let verdict = try #require(await Bench(["otx": server]).verdict("otx"))
        #expect(verdict.flagged == (item.pulses > 0))
        #expect(verdict.confidence == item.confidence)
        #expect(verdict.reason.contains("Mirai variant") == (item.pulses > 0))
        #expect(server.requests.first?.path == "/api/v1/indicators/IPv4/45.155.205.233/general")
        #expect(server.requests.first?.headers["x-otx-api-key"] == "otx-key-0003")
    }

    @Test func `an IPv6 address is asked about as one`() async throws {
        let server = try await LocalServer.start { _, _ in .json(Replies.otx(pulses: 0)) }
        let address = try #require(IPAddress("2606:4700::1111"))
        _ = try await Bench(["otx": server]).desk.look(up: address, .person)
        #expect(server.requests.first?.path == "/api/v1/indicators/IPv6/2606:4700::1111/general")
    }

    @Test func `what stands on its whitelist is not flagged, and a hostile name of a pulse is made harmless`()
        async throws
    {
        let server = try await LocalServer.start { _, _ in
            .json(
                Replies.otx(
                    pulses: 3, name: "ev\\u0000il\\u202e\\n<b>", validation: #"[{"source":"whitelist","name":"good"}]"#)
            )
        }
        let verdict = try #require(await Bench(["otx": server]).verdict("otx"))
        #expect(!verdict.flagged)
        #expect(verdict.facts.contains(Evidence("first_pulse", .text("ev il <b>"))))
    }
}
