import Logging
import StandIn
import Testing
import Vocabulary
import Web

@Suite struct FrontDeskTests {
    /// A call of every kind that changes something: method, path, body, its name in the audit log. The suppression is
    /// number 2 because the note before it took a number.
    private static let changes: [(String, String, String?, String)] = [
        ("POST", "/api/session", "{\"token\":\"nst_viewer\"}", "session.create"),
        ("DELETE", "/api/session", nil, "session.delete"),
        ("POST", "/api/incidents/INC-20260105-0000000001/triage", "{\"note\":\"seen\"}", "incident.triage"),
        ("PUT", "/api/rules/port_scan", "{\"enabled\":false}", "rule.set"),
        ("PUT", "/api/config", "{\"confidence_threshold\":0.7}", "config.set"),
        ("POST", "/api/suppressions", "{\"detection\":\"dga\",\"reason\":\"ours\"}", "suppression.add"),
        ("DELETE", "/api/suppressions/2", nil, "suppression.remove"),
        ("POST", "/api/analyses?name=a.pcap", "x", "analysis.upload"),
        ("DELETE", "/api/analyses/job-1", nil, "analysis.remove"),
        ("POST", "/api/incidents/INC-20260105-0000000001/analysis", nil, "analyst.ask"),
        ("PUT", "/api/analyst", "{\"backend\":\"ollama\"}", "analyst.set"),
        ("POST", "/api/auditor", "{\"source\":\"alerts\"}", "auditor.start"),
        ("DELETE", "/api/auditor/AUDIT-1", nil, "auditor.remove"),
        ("PUT", "/api/auditor-prompts/analyst", "{\"text\":\"Look.\"}", "auditor.prompt"),
        ("POST", "/api/tokens", "{\"name\":\"new\",\"role\":\"viewer\"}", "token.create"),
        ("DELETE", "/api/tokens/2", nil, "token.revoke"),
    ]

    @Test func `every call that changes something is in the audit log with who, when and what`() async throws {
        let store = MemoryStore()
        let routes = Routes(
            settings: WebSettings(), store: store, control: StillControl(store: store),
            desks: ServiceDesks(analyst: StillAnalyst(store: store)), hub: Hub(boot: "test"),
            logger: Logger(label: "test")
        ).all
        #expect(Set(routes.compactMap(\.action)) == Set(Self.changes.map(\.3)))
        let folder = TemporaryFolder()
        try await RunningServer.run({ $0.uploadFolder = folder.path }) { server in
            for (method, path, body, action) in Self.changes {
                let type = path.contains("analyses") ? "application/octet-stream" : "application/json"
                let reply = try await server.call(
                    method, path, token: RunningServer.admin, headers: ["Content-Type": type], body: body)
                #expect((200..<300).contains(reply.status), "\(method) \(path): \(reply.status) \(reply.body)")
                let entry = try #require(server.store.edit { $0.audit.last })
                #expect(entry.action == action)
                // Whoever signs in is named by the token that was shown.
                #expect(entry.who == (action == "session.create" ? "nst_viewer" : "nst_admin"))
                #expect(entry.at == StandInContent.noon)
            }
            #expect(server.store.edit { $0.audit.count } == Self.changes.count)
        }
    }

    @Test func `a refused change is in the audit log too`() async throws {
        try await RunningServer.run { server in
            for (method, path, body, _) in Self.changes where path != "/api/session" {
                let reply = try await server.call(method, path, token: RunningServer.viewer, body: body)
                #expect(reply.status == 403)
            }
            let details = server.store.edit { $0.audit.map(\.detail) }
            #expect(details.count == Self.changes.count - 2)
            #expect(details.allSatisfy { $0.hasPrefix("refused: needs ") })
        }
    }

    @Test func `a token goes nowhere but to the parts of the API it was made for`() async throws {
        try await RunningServer.run { server in
            let body = "{\"name\":\"reader\",\"role\":\"admin\",\"scopes\":[\"incidents:read\",\"tokens\"]}"
            let made = try await server.call("POST", "/api/tokens", token: RunningServer.admin, body: body)
            let secret = try #require(made.json?["token"]?.text)
            func status(_ method: String, _ path: String, _ body: String? = nil) async throws -> Int {
                try await server.call(method, path, token: secret, body: body).status
            }
            #expect(try await status("GET", "/api/incidents") == 200)
            #expect(try await status("GET", "/api/session") == 200)
            #expect(try await status("GET", "/api/flows") == 403)
            let triage = "/api/incidents/INC-20260105-0000000001/triage"
            #expect(try await status("POST", triage, "{\"note\":\"seen\"}") == 403)
            #expect(server.store.edit { $0.audit.last?.detail } == "refused: out of scope")
            // It cannot make itself a key to the rest.
            #expect(try await status("POST", "/api/tokens", "{\"name\":\"a\",\"role\":\"admin\"}") == 403)
            let wider = "{\"name\":\"a\",\"role\":\"admin\",\"scopes\":[\"incidents\"]}"
            #expect(try await status("POST", "/api/tokens", wider) == 403)
            let narrower = "{\"name\":\"a\",\"role\":\"viewer\",\"scopes\":[\"incidents:read\"]}"
            #expect(try await status("POST", "/api/tokens", narrower) == 201)
        }
    }

    @Test func `a scope that is none is refused`() async throws {
        try await RunningServer.run { server in
            let body = "{\"name\":\"a\",\"role\":\"viewer\",\"scopes\":[\"everything\"]}"
            let reply = try await server.call("POST", "/api/tokens", token: RunningServer.admin, body: body)
            #expect(reply.status == 422)
        }
    }

    @Test func `every call belongs to a part of the API that a token can be limited to`() {
        let store = MemoryStore()
        let routes = Routes(
            settings: WebSettings(), store: store, control: StillControl(store: store), hub: Hub(boot: "test"),
            logger: Logger(label: "test")
        ).all
        let tags = Set(
            routes.filter { !$0.path.hasPrefix("/ws/") && $0.access != .open && !$0.isOwnSession }.map(\.tag))
        #expect(tags.subtracting(Scope.areas) == [])
    }

    @Test func `a secret is never told to the audit log`() async throws {
        try await RunningServer.run { server in
            let made = try await server.call(
                "POST", "/api/tokens", token: RunningServer.admin, body: "{\"name\":\"new\",\"role\":\"viewer\"}")
            let secret = try #require(made.json?["token"]?.text)
            _ = try await server.call("POST", "/api/session", body: "{\"token\":\"\(secret)\"}")
            _ = try await server.call("POST", "/api/session", body: "{\"token\":\"nst_guess\"}")
            let log = server.store.edit { "\($0.audit)" }
            #expect(!log.contains(secret) && !log.contains("nst_guess"))
        }
    }

    @Test func `answers of the API are not kept by anybody and are no page`() async throws {
        try await RunningServer.run { server in
            for path in ["/api/alerts", "/api/nothing", "/health"] {
                let head = try await server.call("GET", path, token: RunningServer.viewer).head.lowercased()
                #expect(head.contains("cache-control: no-store"), "\(path)")
                #expect(head.contains("x-content-type-options: nosniff"))
                #expect(head.contains("content-security-policy: default-src 'none'"))
                #expect(!head.contains("access-control-"))
            }
        }
    }

    @Test func `a failing store is told as that, without its inner words`() async throws {
        try await RunningServer.run { server in
            server.store.edit { $0.failure = .unavailable("The disk is full.") }
            let reply = try await server.call("GET", "/api/alerts", token: RunningServer.admin)
            #expect(reply.status == 503)
            #expect(reply.head.contains("Retry-After: 5"))
            let health = try await server.call("GET", "/healthz")
            #expect(health.status == 200)
        }
    }
}
