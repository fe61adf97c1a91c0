import StandIn
import Testing
import Vocabulary
import Web

@Suite("IndicatorRoutes")
struct IndicatorRoutesTests {
    @Test func `lists and what is known of an address answer as they are described`() async throws {
        try await RunningServer.run { server in
            let document = try #require(try await server.call("GET", "/openapi.json").json)
            let check = SchemaCheck(document: document)
            let cases: [(path: String, schema: String)] = [
                ("/api/intelligence/lists", "Blocklists"),
                ("/api/intelligence/indicators?subject=45.1.2.3", "LocalKnowledge"),
                ("/api/intelligence/indicators?subject=bad.example", "LocalKnowledge"),
            ]
            for item in cases {
                let reply = try await server.call("GET", item.path, token: RunningServer.viewer)
                #expect(reply.status == 200, "\(item.path) \(reply.body)")
                let json = try #require(reply.json)
                let schema: JSONValue = ["$ref": .string("#/components/schemas/\(item.schema)")]
                #expect(check.complaints(json, schema, at: item.schema) == [])
            }
        }
    }

    @Test func `a list is changed and removed by an administrator alone, and the audit log knows`() async throws {
        try await RunningServer.run { server in
            let path = "/api/intelligence/lists/bad.txt"
            let refused = try await server.call("PUT", path, token: RunningServer.viewer, body: #"{"enabled":false}"#)
            #expect(refused.status == 403)
            let changed = try await server.call(
                "PUT", path, token: RunningServer.admin, body: #"{"enabled":false,"name":"Worms"}"#)
            #expect(changed.status == 200)
            #expect(changed.json?["name"] == "Worms")
            let wrong = try await server.call(
                "PUT", path, token: RunningServer.admin, body: #"{"confidence":2,"expires":"soon"}"#)
            #expect(wrong.status == 422)
            #expect(try await server.call("DELETE", path, token: RunningServer.admin).status == 204)
            #expect(try await server.call("DELETE", path, token: RunningServer.admin).status == 404)
            let actions = server.store.edit { $0.audit.map(\.action) }
            #expect(actions.contains("list.set"))
            #expect(actions.contains("list.remove"))
        }
    }
}
