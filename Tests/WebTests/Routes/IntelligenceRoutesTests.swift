import StandIn
import Testing
import Vocabulary
import Web

@Suite("IntelligenceRoutes")
struct IntelligenceRoutesTests {
    @Test func `sources, lookups and calls answer as they are described`() async throws {
        try await RunningServer.run { server in
            let document = try #require(try await server.call("GET", "/openapi.json").json)
            let check = SchemaCheck(document: document)
            let cases: [(reply: RunningServer.Reply, schema: String)] = [
                (try await server.call("GET", "/api/intelligence", token: RunningServer.viewer), "Intelligence"),
                (
                    try await server.call(
                        "POST", "/api/intelligence/lookups", token: RunningServer.admin,
                        body: #"{"address":"192.0.2.9"}"#), "EvidenceNote"
                ),
            ]
            for item in cases {
                #expect(item.reply.status == 200, "\(item.schema) \(item.reply.body)")
                let json = try #require(item.reply.json)
                let schema: JSONValue = ["$ref": .string("#/components/schemas/\(item.schema)")]
                #expect(check.complaints(json, schema, at: item.schema) == [])
            }
            let calls = try await server.call("GET", "/api/intelligence/calls", token: RunningServer.admin)
            #expect(calls.json?["items"] != nil)
        }
    }

    @Test func `an incident carries its evidence, its line in the list the consensus`() async throws {
        try await RunningServer.run { server in
            let one = try await server.call(
                "GET", "/api/incidents/INC-20260105-0000000001", token: RunningServer.viewer)
            guard case .array(let notes)? = one.json?["evidence"] else {
                Issue.record("no evidence in \(one.body)")
                return
            }
            #expect(notes.first?["consensus"]?["score"] == "1/1")
            let list = try await server.call("GET", "/api/incidents", token: RunningServer.viewer)
            guard case .array(let items)? = list.json?["items"] else {
                Issue.record("no items")
                return
            }
            #expect(items.map { $0["consensus"]?["score"] } == ["1/1", nil])
        }
    }

    @Test func `a key that is set reaches the desk, and neither the answer nor the audit log`() async throws {
        try await RunningServer.run { server in
            let body =
                #"{"offline":false,"sources":{"abuseipdb":{"key":"very-secret-key-123","options":{"score":70}}}}"#
            let reply = try await server.call("PUT", "/api/intelligence", token: RunningServer.admin, body: body)
            #expect(reply.status == 200)
            #expect(!reply.body.contains("very-secret"))
            #expect(server.intelligence.changes.first?.sources["abuseipdb"]?.key == "very-secret-key-123")
            #expect(server.intelligence.changes.first?.sources["abuseipdb"]?.options == ["score": 70])
            let audit = server.store.edit { $0.audit }
            let entry = try #require(audit.first { $0.action == "intelligence.set" })
            #expect(entry.detail == "offline abuseipdb.key abuseipdb.options")
            #expect(!"\(audit)".contains("very-secret"))
        }
    }

    @Test func `settings are for admins, lookups not for viewers, and nonsense is named`() async throws {
        try await RunningServer.run { server in
            let path = "/api/intelligence"
            let viewer = RunningServer.viewer
            #expect(try await server.call("PUT", path, token: viewer, body: "{}").status == 403)
            #expect(
                try await server.call("POST", path + "/lookups", token: viewer, body: #"{"address":"192.0.2.9"}"#)
                    .status
                    == 403)
            let bad = try await server.call(
                "PUT", path, token: RunningServer.admin,
                body: #"{"threshold":9,"colour":1,"sources":{"abuseipdb":{"key":5,"options":{"score":"x"}}}}"#)
            #expect(bad.status == 422)
            for name in ["threshold", "colour", "sources.abuseipdb.key", "sources.abuseipdb.options.score"] {
                #expect(bad.body.contains("\"\(name)\""), "\(name)")
            }
            for body in [#"{"address":"nonsense"}"#, #"{"address":""}"#, "{}"] {
                let reply = try await server.call(
                    "POST", path + "/lookups", token: RunningServer.admin, body: body)
                #expect(reply.status == 422, "\(body)")
            }
            #expect(server.intelligence.changes.isEmpty)
        }
    }
}
