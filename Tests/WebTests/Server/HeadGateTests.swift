import Testing
import Web

@Suite struct HeadGateTests {
    @Test(arguments: [
        "GET /health HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n", "GET /health HTTP/1.1\r\n",
        "GET /health HTTP/1.0\r\n",
    ])
    func `a request to several hosts or none is misdirected`(head: String) async throws {
        try await RunningServer.run { server in
            let reply = try await server.send(head + "Connection: close\r\n\r\n")
            #expect([400, 421].contains(reply.status))
        }
    }

    @Test(arguments: ["http://evil.example/health", "http://localhost/health", "*", "health"])
    func `a target that is not a path is refused`(target: String) async throws {
        try await RunningServer.run { server in
            let reply = try await server.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(reply.status == 400)
        }
    }
}
