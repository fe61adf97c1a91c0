import NIOCore
import Testing
import Web

@Suite struct UnreadableHeadTests {
    @Test(arguments: [
        "GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nX\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "a", count: 70_000))\r\n\r\n",
    ])
    func `what is not HTTP is told so and ended at once`(bytes: String) async throws {
        // The time for the first head is out of reach: only the error itself can end the connection.
        try await RunningServer.run({ $0.limits.firstHead = .hours(1) }) { server in
            let reply = try await server.send(bytes)
            #expect([400, 431, 505].contains(reply.status))
            let after = try await server.call("GET", "/healthz")
            #expect(after.body == "ok\n")
        }
    }
}
