import Bedrock
import FoundationEssentials
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import StandIn
import Vocabulary
import Web

/// A real server on a free port of loopback, with stand-ins behind it, for as long as a test needs it.
struct RunningServer: Sendable {
    let port: Int
    let url: String
    let store: MemoryStore
    let intelligence: StillIntelligence
    let indicators: StillIndicators
    let hub: Hub
    /// Whom to trust, where it speaks TLS.
    var trust: NIOSSLContext?

    static let admin = "nst_admin"
    static let viewer = "nst_viewer"

    static func run(
        files: [EmbeddedFile] = [], _ adjust: (inout WebSettings) -> Void = { _ in },
        _ body: @escaping @Sendable (RunningServer) async throws -> Void
    ) async throws {
        let store = MemoryStore(StandInContent.some)
        for (name, role) in [(admin, Role.admin), (viewer, .viewer)] {
            _ = try await store.addToken(
                name: name, role: role, scopes: [], hash: Secret(text: name).hash, at: StandInContent.noon)
        }
        let hub = Hub(boot: "test", latest: 30)
        let intelligence = StillIntelligence()
        let indicators = StillIndicators()
        var settings = WebSettings()
        settings.port = 0
        settings.now = { StandInContent.noon }
        settings.limits.linger = .milliseconds(50)
        adjust(&settings)
        let (listening, address) = AsyncStream<String>.makeStream()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = WebServer(
            settings: settings, store: store, control: StillControl(store: store),
            desks: ServiceDesks(
                intelligence: intelligence, indicators: indicators, analyst: StillAnalyst(store: store),
                model: StillModel(), hunter: StillHunter()), hub: hub, logger: logger, files: files,
            onListening: { address.yield($0) })
        let group = ServiceGroup(services: [server], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { address.finish() }
                try await group.run()
            }
            var addresses = listening.makeAsyncIterator()
            guard let url = await addresses.next(), let port = url.split(separator: ":").last.flatMap({ Int($0) })
            else {
                try await tasks.waitForAll()
                throw WebError("did not listen")
            }
            try await body(
                RunningServer(
                    port: port, url: url, store: store, intelligence: intelligence, indicators: indicators, hub: hub))
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    struct Reply: Sendable {
        var status: Int
        var head: String
        var body: String
        var json: JSONValue? { try? JSONDecoder().decode(JSONValue.self, from: Data(body.utf8)) }
    }

    func call(
        _ method: String, _ path: String, token: String? = nil, headers: [String: String] = [:], body: String? = nil
    ) async throws -> Reply {
        var lines = ["\(method) \(path) HTTP/1.1", "Connection: close"]
        if headers["Host"] == nil { lines.append("Host: 127.0.0.1:\(port)") }
        if let token { lines.append("Authorization: Bearer \(token)") }
        if let body {
            if headers["Content-Type"] == nil { lines.append("Content-Type: application/json") }
            lines.append("Content-Length: \(body.utf8.count)")
        }
        lines += headers.map { "\($0.key): \($0.value)" }.sorted()
        return try await send(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
    }

    /// Sends bytes as they are and reads to the end.
    func send(_ text: String) async throws -> Reply {
        let channel = try await connect()
        return try await channel.executeThenClose { inbound, outbound in
            var all = ByteBuffer()
            do {
                if !text.isEmpty { try await outbound.write(ByteBuffer(string: text)) }
                for try await var piece in inbound { all.writeBuffer(&piece) }
            } catch is IOError {
                // Ended by the other side while we were still sending: what came until then is the reply.
            }
            let answer = String(buffer: all)
            let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
            let status = answer.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            return Reply(
                status: status, head: parts.first.map(String.init) ?? "",
                body: parts.count == 2 ? String(parts[1]) : "")
        }
    }

    func connect() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        let trust = trust
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: trust == nil)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let trust {
                        let handler = try NIOSSLClientHandler(context: trust, serverHostname: "localhost")
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
    }
}
