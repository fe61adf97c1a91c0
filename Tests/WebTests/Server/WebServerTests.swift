import StandIn
import Testing
import Vocabulary
import Web

@Suite struct WebServerTests {
    @Test func `every route of the description answers as it says`() async throws {
        try await RunningServer.run { server in
            let document = try #require(try await server.call("GET", "/openapi.json").json)
            guard case .object(let paths)? = document["paths"] else {
                Issue.record("no paths")
                return
            }
            for (path, operations) in paths {
                guard let get = operations["get"] else { continue }
                let real = path.replacing("{address}", with: "192.0.2.9").replacing("{name}", with: "port_scan")
                    .replacing(
                        "{id}", with: path.contains("alerts") ? "ALERT-10" : "INC-20260105-0000000001")
                let query = path == "/api/search" ? "?q=192.0.2.9" : ""
                let reply = try await server.call("GET", real + query, token: RunningServer.admin)
                #expect(get["responses"]?["\(reply.status)"] != nil, "\(path) gave \(reply.status)")
                guard reply.status == 200,
                    let schema = get["responses"]?["200"]?["content"]?["application/json"]?["schema"]
                else { continue }
                let value = try #require(reply.json, "\(path) is not JSON")
                #expect(SchemaCheck(document: document).complaints(value, schema, at: path) == [])
            }
        }
    }

    @Test func `nobody gets nothing`() async throws {
        try await RunningServer.run { server in
            for path in ["/api/alerts", "/api/config", "/api/tokens", "/metrics", "/api/session"] {
                let nobody = try await server.call("GET", path)
                #expect(nobody.status == 401)
                let stranger = try await server.call("GET", path, token: "nst_wrong")
                #expect(stranger.status == 401)
            }
        }
    }

    @Test func `a viewer changes nothing and the attempt is written down`() async throws {
        try await RunningServer.run { server in
            let reply = try await server.call("PUT", "/api/config", token: RunningServer.viewer, body: "{}")
            #expect(reply.status == 403)
            #expect(server.store.edit { $0.audit.map(\.action) } == ["config.set"])
        }
    }

    @Test func `foreign pages and foreign names are refused`() async throws {
        try await RunningServer.run { server in
            let foreign = try await server.call(
                "PUT", "/api/config", token: RunningServer.admin, headers: ["Origin": "http://evil.example"], body: "{}"
            )
            #expect(foreign.status == 403)
            let rebound = try await server.call("GET", "/health", headers: ["Host": "evil.example"])
            #expect(rebound.status == 421)
        }
    }

    @Test func `a session is made, used with our own origin only, and ended`() async throws {
        try await RunningServer.run { server in
            let body = "{\"token\":\"\(RunningServer.admin)\"}"
            let made = try await server.call("POST", "/api/session", body: body)
            #expect(made.status == 200)
            let line = try #require(made.head.split(separator: "\r\n").first { $0.hasPrefix("Set-Cookie") })
            #expect(line.contains("HttpOnly") && line.contains("SameSite=Strict"))
            let pair = try #require(line.split(separator: " ").dropFirst().first?.split(separator: ";").first)
            let cookie = ["Cookie": String(pair)]
            #expect(try await server.call("GET", "/api/session", headers: cookie).status == 200)
            #expect(try await server.call("DELETE", "/api/session", headers: cookie).status == 403)
            let own = cookie.merging(["Origin": "http://127.0.0.1:\(server.port)"]) { first, _ in first }
            #expect(try await server.call("DELETE", "/api/session", headers: own).status == 204)
            #expect(try await server.call("GET", "/api/session", headers: cookie).status == 401)
        }
    }

    @Test func `guessing tokens is slowed down`() async throws {
        try await RunningServer.run { server in
            var statuses: [Int] = []
            for _ in 0..<12 {
                statuses.append(try await server.call("POST", "/api/session", body: "{\"token\":\"no\"}").status)
            }
            #expect(statuses.prefix(10).allSatisfy { $0 == 401 })
            #expect(statuses.suffix(2) == [429, 429])
            // A right token is not shut out by what others try from the same address.
            let right = "{\"token\":\"\(RunningServer.viewer)\"}"
            #expect(try await server.call("POST", "/api/session", body: right).status == 200)
        }
    }

    @Test func `triage changes the incident and is audited`() async throws {
        try await RunningServer.run { server in
            let path = "/api/incidents/INC-20260105-0000000001/triage"
            let done = try await server.call(
                "POST", path, token: RunningServer.admin, body: "{\"status\":\"resolved\",\"note\":\"seen\"}")
            #expect(done.status == 200)
            #expect(done.json?["status"] == "resolved")
            let bad = try await server.call("POST", path, token: RunningServer.admin, body: "{\"status\":\"gone\"}")
            #expect(bad.status == 422)
            #expect(server.store.edit { $0.audit.count } == 2)
        }
    }

    @Test func `large bodies are refused before they come`() async throws {
        try await RunningServer.run { server in
            let reply = try await server.send(
                "POST /api/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n")
            #expect(reply.status == 413)
        }
    }

    @Test(arguments: ["0.0.0.0", "::"])
    func `elsewhere than on loopback it does not start without TLS`(host: String) async throws {
        let error = await #expect(throws: WebError.self) {
            try await RunningServer.run({ $0.host = host }) { _ in }
        }
        #expect(error?.message.contains("--tls") ?? false)
    }

    @Test func `elsewhere than on loopback it does not start without tokens`() async throws {
        let folder = TemporaryFolder()
        var settings = WebSettings()
        settings.host = "0.0.0.0"
        settings.transport = .selfSigned(folder: folder.path)
        let store = MemoryStore()
        let server = WebServer(
            settings: settings, store: store, control: StillControl(store: store), hub: Hub(boot: "test"), files: [])
        let error = await #expect(throws: WebError.self) { try await server.run() }
        #expect(error?.message.contains("token create") ?? false)
    }

    @Test func `a port that is taken is said in words`() async throws {
        try await RunningServer.run { server in
            let error = await #expect(throws: WebError.self) {
                try await RunningServer.run({ $0.port = server.port }) { _ in }
            }
            #expect(error?.message.contains("taken by another program") ?? false)
        }
    }

    @Test func `wrong methods and paths are problem documents`() async throws {
        try await RunningServer.run { server in
            let method = try await server.call("DELETE", "/api/alerts", token: RunningServer.admin)
            #expect(method.status == 405)
            #expect(method.head.contains("Allow: GET"))
            let missing = try await server.call("GET", "/api/nothing", token: RunningServer.admin)
            #expect(missing.status == 404)
            #expect(missing.head.contains("application/problem+json"))
        }
    }
}
