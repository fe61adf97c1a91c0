import StandIn
import Testing
import Vocabulary
import Web

@Suite("HunterRoutes")
struct HunterRoutesTests {
    private static let admin = RunningServer.admin
    private static let viewer = RunningServer.viewer

    @Test func `missions, log, retro-hunt and alerts answer as they are described`() async throws {
        try await RunningServer.run { server in
            let document = try #require(try await server.call("GET", "/openapi.json").json)
            let check = SchemaCheck(document: document)
            let run = "/api/hunter/missions/slow-beacon/run"
            let status = "/api/hunter/alerts/1/status"
            let cases: [(method: String, path: String, body: String?, schema: String)] = [
                ("POST", run, nil, "HuntEntry"),
                ("PUT", "/api/hunter/missions/slow-beacon", #"{"enabled":false,"options":{"calls":12}}"#, "Mission"),
                ("POST", "/api/hunter/retro", #"{"since":"1 hour 30 minutes","dry_run":true}"#, "RetroReport"),
                ("POST", status, #"{"status":"snoozed","minutes":60}"#, "ScoutAlert"),
                ("POST", status, #"{"status":"false_positive"}"#, "ScoutAlert"),
                ("GET", "/api/hunter/router-log", nil, "IngestReport"),
                ("GET", "/api/hunter/model", nil, "ChooserStatus"),
            ]
            for item in cases {
                let reply = try await server.call(item.method, item.path, token: Self.admin, body: item.body)
                #expect(reply.status == 200, "\(item.path) \(reply.body)")
                let schema: JSONValue = ["$ref": .string("#/components/schemas/\(item.schema)")]
                #expect(check.complaints(try #require(reply.json), schema, at: item.schema) == [])
            }
            let lists: [(path: String, schema: JSONValue)] = [
                ("/api/hunter/missions", Schema.items("Mission")), ("/api/hunter/log", Schema.page("HuntEntry")),
                ("/api/hunter/alerts?status=new,snoozed", Schema.page("ScoutAlert")),
                ("/api/hunter/router-events?q=src:203.0.113.5", Schema.page("RouterEvent")),
            ]
            for item in lists {
                let reply = try await server.call("GET", item.path, token: Self.viewer)
                #expect(reply.status == 200)
                #expect(check.complaints(try #require(reply.json), item.schema, at: item.path) == [])
            }
            let actions = server.store.edit { $0.audit.map(\.action) }
            #expect(actions == ["mission.run", "mission.set", "retro.run", "retro.alert", "retro.alert"])
        }
    }

    @Test func `what cannot be is refused with every reason`() async throws {
        try await RunningServer.run { server in
            let cases: [(method: String, path: String, body: String, status: Int)] = [
                ("POST", "/api/hunter/missions/none/run", "", 404),
                ("PUT", "/api/hunter/missions/slow-beacon", #"{"options":{"sql":1}}"#, 422),
                ("PUT", "/api/hunter/missions/slow-beacon", #"{"options":"DROP TABLE"}"#, 422),
                ("PUT", "/api/hunter/missions/slow-beacon", #"{"every_hours":0}"#, 422),
                ("POST", "/api/hunter/retro", #"{"since":"yesterday"}"#, 422),
                ("POST", "/api/hunter/retro", #"{"database":"/etc/passwd"}"#, 422),
                ("POST", "/api/hunter/alerts/1/status", #"{"status":"snoozed"}"#, 422),
                ("POST", "/api/hunter/alerts/1/status", #"{"status":"gone"}"#, 422),
                ("POST", "/api/hunter/alerts/9/status", #"{"status":"new"}"#, 404),
            ]
            for item in cases {
                let reply = try await server.call(
                    item.method, item.path, token: Self.admin, body: item.body.isEmpty ? nil : item.body)
                #expect(reply.status == item.status, "\(item.path) \(item.body): \(reply.status) \(reply.body)")
            }
            let refused = try await server.call(
                "POST", "/api/hunter/retro", token: Self.viewer, body: #"{"dry_run":true}"#)
            #expect(refused.status == 403)
        }
    }
}
