import NIOCore
import NIOPosix
import Vocabulary

/// One reverse lookup at one name server over UDP.
///
/// A small client of our own, because the C library's `getnameinfo` holds a thread for as long as a dead server lets it. The id and the
/// source port are random, and only an answer of that server to that question counts.
enum DNSPort {
    static func names(
        of address: IPAddress, server: IPAddress, port: Int
    ) async throws(OutboundError) -> PointerQuery.Answer {
        do {
            let remote = try SocketAddress(ipAddress: server.description, port: port)
            let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(to: remote) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<AddressedEnvelope<ByteBuffer>, AddressedEnvelope<ByteBuffer>>(
                            wrappingChannelSynchronously: channel)
                    }
                }
            let id = UInt16.random(in: .min ... .max)
            return try await channel.executeThenClose { inbound, outbound in
                let message = PointerQuery.message(id: id, address: address)
                try await outbound.write(AddressedEnvelope(remoteAddress: remote, data: ByteBuffer(bytes: message)))
                for try await packet in inbound {
                    if let answer = PointerQuery.read(Array(packet.data.readableBytesView), id: id, address: address) {
                        return answer
                    }
                }
                try Task.checkCancellation()
                throw OutboundError(.connection, "The name server \(server) cannot be reached.")
            }
        } catch let error as OutboundError {
            throw error
        } catch is CancellationError {
            throw OutboundError(.cancelled, "The call was given up.")
        } catch {
            throw OutboundError(.connection, "The name server \(server) cannot be reached.")
        }
    }
}
