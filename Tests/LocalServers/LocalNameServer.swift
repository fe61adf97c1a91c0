import NIOCore
import NIOPosix
import Synchronization

/// A name server on loopback that gives back what a test makes of each question.
package final class LocalNameServer: Sendable {
    private let channel: any Channel
    private let count: Counter
    package let port: Int

    private final class Counter: Sendable {
        let value = Mutex(0)
    }

    private init(_ channel: any Channel, _ count: Counter) {
        self.channel = channel
        self.count = count
        port = channel.localAddress?.port ?? 0
    }

    package var questions: Int { count.value.withLock { $0 } }

    /// - Parameter reply: the packets that go back for a question.
    package static func start(reply: @escaping @Sendable ([UInt8]) -> [[UInt8]]) async throws -> LocalNameServer {
        let count = Counter()
        let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        Replier { question in
                            count.value.withLock { $0 += 1 }
                            return reply(question)
                        })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return LocalNameServer(channel, count)
    }

    deinit { channel.close(promise: nil) }

    /// The answer to a question: its id and question section, a code, and PTR records with these names.
    package static func answer(to question: [UInt8], code: UInt8 = 0, names: [String]) -> [UInt8] {
        var bytes = question
        bytes[2] = 0x81
        bytes[3] = 0x80 | code
        bytes[7] = UInt8(names.count)
        for name in names {
            var data: [UInt8] = []
            for label in name.split(separator: ".") { data += [UInt8(label.utf8.count)] + Array(label.utf8) }
            data.append(0)
            // NAME: a pointer to the question; TYPE PTR; CLASS IN; TTL 60; RDLENGTH.
            bytes += [0xC0, 12, 0, 12, 0, 1, 0, 0, 0, 60, 0, UInt8(data.count)] + data
        }
        return bytes
    }
}

private final class Replier: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>
    private let reply: ([UInt8]) -> [[UInt8]]

    init(_ reply: @escaping ([UInt8]) -> [[UInt8]]) { self.reply = reply }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let packet = unwrapInboundIn(data)
        for answer in reply(Array(packet.data.readableBytesView)) {
            let envelope = AddressedEnvelope(remoteAddress: packet.remoteAddress, data: ByteBuffer(bytes: answer))
            context.writeAndFlush(wrapOutboundOut(envelope), promise: nil)
        }
    }
}
