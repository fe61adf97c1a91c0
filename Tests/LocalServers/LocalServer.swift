import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on loopback that answers as a test tells it: well, badly, slowly or not at all. Counts who came.
///
/// It listens until `stop` or the end of the process: a test that only hands its address on need not hold it.
package final class LocalServer: Sendable {
    package enum Speech: Sendable {
        /// HTTP/1.1, spoken byte by byte, so that it can be spoken wrongly.
        case http
        /// One line, then an answer and the end: WHOIS.
        case line
    }

    package struct Request: Sendable {
        /// `GET`, or the whole line of a server that is asked in lines.
        package var method = ""
        package var path = ""
        /// Names in lower case.
        package var headers: [String: String] = [:]
        package var body: [UInt8] = []
    }

    package enum Reply: Sendable {
        case answer(Int, [String: String] = [:], String)
        /// These bytes and the end of the connection.
        case raw([UInt8])
        /// The connection stays open and nothing comes.
        case silence
        case hangUp

        package static func json(_ text: String) -> Reply { .answer(200, ["Content-Type": "application/json"], text) }
    }

    /// Who came; shared with what answers, which may outlive the test's hold on the server.
    private final class Visitors: Sendable {
        let seen = Mutex<[Request]>([])
    }

    private let visitors: Visitors
    private let channel: Mutex<(any Channel)?>
    package let port: Int
    private let isSecure: Bool

    private init(port: Int, isSecure: Bool, visitors: Visitors) {
        self.visitors = visitors
        self.port = port
        self.isSecure = isSecure
        channel = Mutex(nil)
    }

    /// `https://localhost:port` or `http://127.0.0.1:port`.
    package var url: String { isSecure ? "https://localhost:\(port)" : "http://127.0.0.1:\(port)" }
    package var requests: [Request] { visitors.seen.withLock { $0 } }

    /// - Parameter reply: given the request and how many came before it.
    package static func start(
        _ speech: Speech = .http, certificate: TestCertificate? = nil,
        reply: @escaping @Sendable (Request, Int) -> Reply
    ) async throws -> LocalServer {
        let visitors = Visitors()
        let answer = Answerer { request in
            let before = visitors.seen.withLock { seen in
                seen.append(request)
                return seen.count - 1
            }
            return reply(request, before)
        }
        let tls = try certificate.map { try NIOSSLContext(configuration: $0.configuration()) }
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(RequestReader(speech, answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = LocalServer(
            port: channel.localAddress?.port ?? 0, isSecure: certificate != nil, visitors: visitors)
        server.channel.withLock { $0 = channel }
        return server
    }

    package func stop() async throws {
        try await channel.withLock { channel in
            defer { channel = nil }
            return channel
        }?.close()
    }
}

/// What stands between the connections and the test.
private final class Answerer: Sendable {
    let reply: @Sendable (LocalServer.Request) -> LocalServer.Reply
    init(_ reply: @escaping @Sendable (LocalServer.Request) -> LocalServer.Reply) { self.reply = reply }
}

private final class RequestReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let speech: LocalServer.Speech
    private let answer: Answerer
    private var bytes: [UInt8] = []

    init(_ speech: LocalServer.Speech, _ answer: Answerer) {
        self.speech = speech
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes.append(contentsOf: unwrapInboundIn(data).readableBytesView)
        while let request = next() {
            switch answer.reply(request) {
            case .silence: break
            case .hangUp: context.close(promise: nil)
            case .raw(let bytes): say(bytes, context, thenClose: true)
            case .answer(let status, let headers, let body):
                guard case .http = speech else {
                    say(Array(body.utf8), context, thenClose: true)
                    break
                }
                var head = "HTTP/1.1 \(status) Status\r\nContent-Length: \(body.utf8.count)\r\n"
                for (name, value) in headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
                say(Array((head + "\r\n" + body).utf8), context, thenClose: false)
            }
        }
    }

    private func say(_ bytes: [UInt8], _ context: ChannelHandlerContext, thenClose: Bool) {
        let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).whenComplete { _ in
            if thenClose { loopBound.value.close(promise: nil) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// A whole request, as soon as there is one.
    private func next() -> LocalServer.Request? {
        var request = LocalServer.Request()
        guard case .http = speech else {
            guard let end = bytes.firstIndex(of: 10) else { return nil }
            request.method = String(decoding: bytes[..<end].filter { $0 != 13 }, as: UTF8.self)
            bytes.removeFirst(end + 1)
            return request
        }
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: [13, 10, 13, 10]) }) else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        request.method = words.first.map(String.init) ?? ""
        request.path = words.count > 1 ? String(words[1]) : ""
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { request.headers[parts[0].lowercased()] = parts[1].trimmingPrefix(" ").description }
        }
        let length = Int(request.headers["content-length"] ?? "") ?? 0
        guard bytes.count >= end + 4 + length else { return nil }
        request.body = Array(bytes[(end + 4)..<(end + 4 + length)])
        bytes.removeFirst(end + 4 + length)
        return request
    }
}
