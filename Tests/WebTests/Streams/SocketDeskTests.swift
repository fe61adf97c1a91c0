import Testing
import Vocabulary
import Web

@Suite struct SocketDeskTests {
    private static let signedIn = ["Authorization": "Bearer \(RunningServer.viewer)"]

    private static func alert(_ id: UInt64) -> LiveMessage {
        LiveMessage(id: id, channel: .alerts, kind: .alert, json: Array("{}".utf8))
    }

    @Test func `a reader is greeted and then told what comes`() async throws {
        try await RunningServer.run { server in
            let frames = try await SocketClient(server: server, headers: Self.signedIn).frames(3) {
                server.hub.publish(Self.alert(31))
                server.hub.publish(Self.alert(32))
            }
            #expect(frames.map(\.kind) == ["hello", "alert", "alert"])
            #expect(frames.map(\.id) == [30, 31, 32])
            #expect(frames.first?.json?["data"]?["boot"] == "test")
        }
    }

    @Test func `who comes back gets what it missed from the store and then goes on, nothing twice`() async throws {
        try await RunningServer.run { server in
            server.hub.publish(Self.alert(31))
            let client = SocketClient(server: server, path: "/ws/alerts?since=10", headers: Self.signedIn)
            let frames = try await client.frames(5) { server.hub.publish(Self.alert(32)) }
            #expect(frames.map(\.kind) == ["hello", "alert", "alert", "alert", "alert"])
            #expect(frames.map(\.id) == [10, 20, 30, 31, 32])
        }
    }

    @Test func `a stream that is not kept tells of the gap`() async throws {
        try await RunningServer.run { server in
            let client = SocketClient(server: server, path: "/ws/stats?since=5", headers: Self.signedIn)
            let frames = try await client.frames(2)
            #expect(frames.map(\.kind) == ["hello", "gap"])
        }
    }

    @Test(arguments: [
        ("/ws/alerts", [:]), ("/ws/alerts", ["Authorization": "Bearer nst_wrong"]),
        ("/ws/alerts", ["Cookie": "netsentinel_session=nss_wrong"]), ("/ws/secrets", signedIn),
        ("/ws/alerts?since=-1", signedIn), ("/ws/alerts?since=1&since=2", signedIn), ("/ws/../ws/alerts", signedIn),
        ("/api/alerts", signedIn), ("/ws/alerts", signedIn.merging(["Host": "evil.example"]) { $1 }),
        ("/ws/alerts", signedIn.merging(["Origin": "http://evil.example"]) { $1 }),
        ("/ws/alerts", signedIn.merging(["Origin": "null"]) { $1 }),
    ])
    func `who may not is told so and gets nothing`(path: String, headers: [String: String]) async throws {
        try await RunningServer.run { server in
            let frames = try await SocketClient(server: server, path: path, headers: headers).frames(2)
            #expect(frames.map(\.code) == [1008])
            #expect(server.hub.readers.values.allSatisfy { $0 == 0 })
        }
    }

    @Test func `a cookie counts from our own page only`() async throws {
        try await RunningServer.run { server in
            let made = try await server.call("POST", "/api/session", body: "{\"token\":\"nst_viewer\"}")
            let line = try #require(made.head.split(separator: "\r\n").first { $0.hasPrefix("Set-Cookie: ") })
            let cookie = String(line.dropFirst("Set-Cookie: ".count).prefix { $0 != ";" })
            let bare = try await SocketClient(server: server, headers: ["Cookie": cookie]).frames(1)
            #expect(bare.map(\.code) == [1008])
            let own = ["Cookie": cookie, "Origin": "http://127.0.0.1:\(server.port)"]
            let frames = try await SocketClient(server: server, headers: own).frames(1)
            #expect(frames.map(\.kind) == ["hello"])
        }
    }

    @Test(
        arguments: [
            [0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4],
            [0x81, 0xfe, 0x20, 0x00, 1, 2, 3, 4], [0x88, 0x80, 1, 2, 3, 4],
        ] as [[UInt8]])
    func `frames that are too large end the connection, and so does a farewell`(bytes: [UInt8]) async throws {
        try await RunningServer.run { server in
            // Returns only because the service ends it: no more than one message comes.
            let frames = try await SocketClient(server: server, headers: Self.signedIn).frames(3, sending: bytes)
            #expect(frames.filter { $0.opcode == 1 }.count <= 1)
            let after = try await server.call("GET", "/healthz")
            #expect(after.body == "ok\n")
        }
    }

    @Test func `a stopping service says farewell`() async throws {
        try await RunningServer.run { server in
            let client = SocketClient(server: server, headers: Self.signedIn)
            let frames = try await client.frames(2) { server.hub.close() }
            #expect(frames.last?.code == 1001)
        }
    }
}
