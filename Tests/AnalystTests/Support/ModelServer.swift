import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A model's server on a loopback port, that answers as it is told to.
final class ModelServer: Sendable {
    struct Request: Sendable {
        var uri: String
        var headers: [String: String]
        var body: String
    }
    struct Reply: Sendable {
        var status = 200
        var body: String
        /// Seconds it waits before it answers.
        var delay = 0.0
    }

    private let channel: any Channel
    private let seen: Log

    final class Log: Sendable {
        let requests = Mutex<[Request]>([])
    }

    private init(_ channel: any Channel, _ seen: Log) {
        self.channel = channel
        self.seen = seen
    }

    static func start(_ answer: @escaping @Sendable (Request) -> Reply) async throws -> ModelServer {
        let log = Log()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(log, answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return ModelServer(channel, log)
    }

    var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }
    var requests: [Request] { seen.requests.withLock { $0 } }

    func stop() async { try? await channel.close() }

    /// The text of a chat-completions reply.
    static func chat(_ content: String) -> Reply {
        let escaped = content.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return Reply(body: "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"\(escaped)\"}}]}")
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart
        private let log: Log
        private let answer: @Sendable (Request) -> Reply
        private var request = Request(uri: "", headers: [:], body: "")

        init(_ log: Log, _ answer: @escaping @Sendable (Request) -> Reply) {
            self.log = log
            self.answer = answer
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                request = Request(uri: head.uri, headers: [:], body: "")
                for header in head.headers { request.headers[header.name.lowercased()] = header.value }
            case .body(var buffer): request.body += buffer.readString(length: buffer.readableBytes) ?? ""
            case .end:
                let seen = request
                log.requests.withLock { $0.append(seen) }
                let reply = answer(seen)
                let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
                context.eventLoop.scheduleTask(in: .milliseconds(Int64(reply.delay * 1000))) {
                    bound.value.handler.send(reply, bound.value.context)
                }
            }
        }

        private func send(_ reply: Reply, _ context: ChannelHandlerContext) {
            var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: reply.status))
            let body = ByteBuffer(string: reply.body)
            head.headers.add(name: "content-type", value: "application/json")
            head.headers.add(name: "content-length", value: "\(body.readableBytes)")
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
