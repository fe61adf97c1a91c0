import NIOCore
import NIOPosix

/// One question and its answer over TCP, until the other end closes: WHOIS (RFC 3912).
///
/// Bounds: `limit` bytes; a longer answer is refused. Its time is bounded by who calls it.
enum TCPPort {
    static func ask(
        _ host: String, port: Int, _ question: [UInt8], limit: Int
    ) async throws(OutboundError) -> [UInt8] {
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(.seconds(10))
                .connect(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            return try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(bytes: question))
                var answer: [UInt8] = []
                for try await piece in inbound {
                    guard answer.count + piece.readableBytes <= limit else {
                        throw OutboundError(.tooLarge, "The answer is larger than \(limit) bytes.")
                    }
                    answer.append(contentsOf: piece.readableBytesView)
                }
                try Task.checkCancellation()
                return answer
            }
        } catch let error as OutboundError {
            throw error
        } catch {
            throw HTTPPort.reason(error, limit: limit)
        }
    }
}
