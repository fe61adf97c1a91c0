import NIOCore
import NIOHTTP1

/// Makes sure that a request's head can be read in one way only, before it is turned into the types the service uses.
///
/// The conversion behind it takes the first of several `Host` fields and the path of an absolute target
/// (`GET http://other/path`), so that a proxy in front and the service could understand two different requests. Here
/// several hosts become none, and a target that is not a path becomes none: the front desk refuses both in its words.
final class HeadGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        if head.headers["Host"].count != 1 { head.headers.remove(name: "Host") }
        if head.uri.utf8.first != UInt8(ascii: "/") { head.uri = "" }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
