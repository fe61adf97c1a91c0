import Bedrock
import HummingbirdCore
import Testing
import Web

@Suite struct DashboardPagesTests {
    private static let files = [
        EmbeddedFile(name: "index.html", type: "text/html; charset=utf-8", bytes: Array("<html>page".utf8)),
        EmbeddedFile(name: "app.js", type: "text/javascript", bytes: Array("script".utf8)),
    ]

    @Test(arguments: ["/", "/incidents/INC-1", "/hosts/192.0.2.1", "/flows?q=src:10.0.0.1"])
    func `every page of the dashboard can be opened by its address`(path: String) async throws {
        try await RunningServer.run(files: Self.files) { server in
            let reply = try await server.call("GET", path, headers: ["Accept": "text/html,*/*"])
            #expect(reply.status == 200)
            #expect(reply.body == "<html>page")
            let policy = try #require(
                reply.head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-security-policy") })
            #expect(policy.contains("script-src 'self'") && !policy.contains("unsafe"))
        }
    }

    @Test(arguments: ["/api/nothing", "/ws/nothing", "/assets/nothing.js", "/docs/nothing", "/assets"])
    func `what is no page is not one`(path: String) async throws {
        try await RunningServer.run(files: Self.files) { server in
            let reply = try await server.call(
                "GET", path, token: RunningServer.viewer, headers: ["Accept": "text/html"])
            #expect(reply.status == 404)
        }
    }

    @Test func `a file that the browser has is not sent again`() async throws {
        try await RunningServer.run(files: Self.files) { server in
            let first = try await server.call("GET", "/assets/app.js")
            #expect(first.body == "script")
            let line = try #require(first.head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("etag") })
            let tag = String(line.drop { $0 != "\"" })
            let again = try await server.call("GET", "/assets/app.js", headers: ["If-None-Match": tag])
            #expect(again.status == 304)
            #expect(again.body.isEmpty)
        }
    }

    @Test func `without a dashboard the page says so`() async throws {
        try await RunningServer.run { server in
            let reply = try await server.call("GET", "/", headers: ["Accept": "text/html"])
            #expect(reply.status == 200)
            #expect(reply.body.contains("built without its dashboard"))
        }
    }
}
