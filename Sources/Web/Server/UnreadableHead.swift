import NIOCore
import NIOHTTP1

/// Ends a connection whose bytes are not HTTP once it has been told so (400, written by NIO's own handler).
///
/// Without it such a connection would be held until the first head's time is up: cheap for whoever sends garbage.
final class UnreadableHead: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    private let linger: TimeAmount

    init(linger: TimeAmount) { self.linger = linger }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError else { return context.fireErrorCaught(error) }
        let channel = context.channel
        // Our side first, the rest a little later, so that the peer can read the answer.
        channel.close(mode: .output, promise: nil)
        context.eventLoop.scheduleTask(in: linger) { channel.close(promise: nil) }
        context.fireErrorCaught(error)
    }
}
