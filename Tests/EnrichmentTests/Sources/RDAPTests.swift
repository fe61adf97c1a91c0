import LocalServers
import Outbound
import Testing
import Vocabulary

@testable import Enrichment

@Suite("RDAP")
struct RDAPTests {
    private let reply = """
        {"objectClassName":"ip network","handle":"NET-45-155-205-0-1","startAddress":"45.155.205.0","endAddress":"45.155.205.255",
        "ipVersion":"v4","name":"EXAMPLE-NET","type":"ASSIGNED PA","country":"NL","entities":[{"handle":"ORG-EX1","roles":["registrant"],
        "vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Example BV"],["adr",{"label":"x"},"text",["","",""]]]],
        "entities":[{"handle":"AB1","roles":["abuse"],"vcardArray":["vcard",[["email",{},"text","abuse@example.nl"]]]}]}]}
        """

    @Test func `owner, range and abuse contact are read`() async throws {
        let text = reply
        let server = try await LocalServer.start { _, _ in .json(text) }
        let verdict = try #require(await Bench(["rdap": server]).verdict("rdap"))
        #expect(verdict.outcome == .answered)
        #expect(verdict.facts.contains(Evidence("range", .text("45.155.205.0 - 45.155.205.255"))))
        #expect(verdict.facts.contains(Evidence("owner", .text("Example BV"))))
        #expect(verdict.facts.contains(Evidence("abuse", .text("abuse@example.nl"))))
        #expect(server.requests.map(\.path) == ["/ip/45.155.205.233"])
    }

    @Test(arguments: ["http://rdap.arin.net/ip/1", "https://rdap.arin.net.evil.example/x", "https://10.0.0.1/x"])
    func `a pointer to anybody but a registry is not followed`(_ place: String) async throws {
        let server = try await LocalServer.start { _, _ in .answer(302, ["Location": place], "") }
        let bench = try await Bench(["rdap": server])
        let verdict = try #require(await bench.verdict("rdap"))
        #expect(verdict.problem == "bad_answer")
        #expect(await bench.gate.calls().count == 1)
    }

    @Test func `a card of another shape is an answer that cannot be read`() async throws {
        let server = try await LocalServer.start { _, _ in
            .json(#"{"name":"x","entities":[{"roles":["registrant"],"vcardArray":[1,2]}]}"#)
        }
        #expect(try await Bench(["rdap": server]).verdict("rdap")?.problem == "bad_answer")
    }
}
