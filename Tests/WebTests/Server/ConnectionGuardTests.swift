import NIOCore
import Testing
import Web

@Suite struct ConnectionGuardTests {
    private static let head = "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"

    @Test(arguments: ["", "GET /healthz HT", "GET /healthz HTTP/1.1\r\nX-a: b\r\n"])
    func `a head that does not come is not waited for`(start: String) async throws {
        try await RunningServer.run({ $0.limits.firstHead = .milliseconds(50) }) { server in
            let reply = try await server.send(start)
            #expect(reply.status == 0)
        }
    }

    @Test(arguments: ["Content-Length: 20\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\n{"])
    func `a body that does not come whole is not waited for`(rest: String) async throws {
        try await RunningServer.run({ $0.limits.body = .milliseconds(50) }) { server in
            let reply = try await server.send(Self.head + rest)
            #expect([0, 400].contains(reply.status))
        }
    }

    @Test func `a silent connection is ended`() async throws {
        try await RunningServer.run({ $0.limits.idle = .milliseconds(50) }) { server in
            let reply = try await server.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(reply.body == "ok\n")
        }
    }

    @Test func `a body without a length is bounded as well`() async throws {
        try await RunningServer.run { server in
            let piece = "10000\r\n" + String(repeating: " ", count: 65_536) + "\r\n"
            let reply = try await server.send(
                Self.head + "Transfer-Encoding: chunked\r\n\r\n" + String(repeating: piece, count: 8))
            #expect([0, 400, 413].contains(reply.status))
            let after = try await server.call("GET", "/healthz")
            #expect(after.body == "ok\n")
        }
    }

    @Test func `a request behind another on the same connection is answered`() async throws {
        try await RunningServer.run { server in
            let one = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
            let reply = try await server.send(one + "\r\n" + one + "Connection: close\r\n\r\n")
            #expect(reply.status == 200)
            #expect(reply.body.hasSuffix("ok\n"))
            #expect(reply.body.contains("HTTP/1.1 200"))
        }
    }
}
