import LocalServers
import Outbound
import Testing
import Vocabulary

@testable import Enrichment

@Suite("Whois")
struct WhoisTests {
    private let ripe = """
        % This is the RIPE Database query service.
        % Note: this output has been filtered.

        inetnum:        45.155.205.0 - 45.155.205.255
        netname:        EXAMPLE-NET
        descr:          first description
        country:        NL
        org:            ORG-EX1-RIPE
        abuse-mailbox:  abuse@example.nl
        created:        2019-05-01T10:00:00Z

        route:          45.155.205.0/24
        origin:         AS49453
        """

    @Test func `what a registry writes is read, comments and later blocks are not taken for it`() async throws {
        let text = ripe
        let server = try await LocalServer.start(.line) { _, _ in .raw(Array(text.utf8)) }
        let verdict = try #require(await Bench(["whois": server]).verdict("whois"))
        #expect(verdict.outcome == .answered)
        #expect(verdict.facts.contains(Evidence("range", .text("45.155.205.0 - 45.155.205.255"))))
        #expect(verdict.facts.contains(Evidence("name", .text("EXAMPLE-NET"))))
        #expect(verdict.facts.contains(Evidence("origin", .text("AS49453"))))
        #expect(verdict.facts.contains(Evidence("abuse", .text("abuse@example.nl"))))
        #expect(server.requests.map(\.method) == ["45.155.205.233"])
    }

    @Test(arguments: ["whois.evil.example", "10.0.0.1", "localhost", "127.0.0.1"])
    func `a referral to anybody but a registry is not followed`(_ host: String) async throws {
        let server = try await LocalServer.start(.line) { _, _ in .raw(Array("refer: \(host)\n".utf8)) }
        let bench = try await Bench(["whois": server])
        #expect(await bench.verdict("whois")?.outcome == .unknown)
        #expect(server.requests.count == 1)
        #expect(await bench.gate.calls().map(\.target) == ["whois://127.0.0.1:\(server.port)"])
    }

    @Test func `every cut and random bytes are read without a trap`() {
        let bytes = Array(ripe.utf8)
        for length in 0...bytes.count {
            let finding = Whois.finding(Array(bytes[..<length]), of: "whois.example")
            #expect(finding.outcome == .answered || finding.outcome == .unknown)
        }
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let noise = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(Whois.finding(noise, of: "x").reason.unicodeScalars.count <= 300)
        }
    }
}
