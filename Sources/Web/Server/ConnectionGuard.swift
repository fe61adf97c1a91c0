import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Holds an HTTP connection to its limits: bodies that are too large are refused at once, slow ones and unread answers
/// end it.
///
/// Sits behind the HTTP decoder and sees every part of every request and answer. A connection whose request was
/// answered before its body was read is closed after the answer, in two steps (our side first, the rest a little
/// later), so that the peer can read it.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum Reading {
        case head
        case body(left: Int, isUpload: Bool)
        /// Refused or being closed: what still comes is thrown away.
        case nothing
    }

    private let limits: ConnectionLimits
    private var reading = Reading.head
    private var answersDue = 0
    private var closesAfterAnswer = false
    private var bodyTimer: Scheduled<Void>?
    private var unreadTimer: Scheduled<Void>?

    init(limits: ConnectionLimits) { self.limits = limits }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), reading) {
        case (_, .nothing):
            return
        case (.head(let head), _):
            let limit = limits.bodyMaximum(head)
            if let text = head.headerFields[.contentLength], (Int(text) ?? .max) > limit.bytes {
                return refuse(context: context)
            }
            reading = .body(left: limit.bytes, isUpload: limit.isUpload)
            answersDue += 1
            watchBody(context: context, isUpload: limit.isUpload)
        case (.body(let bytes), .body(let left, let isUpload)):
            guard bytes.readableBytes <= left else {
                // The head is with its handler already; without a length nobody can be told politely.
                return context.close(promise: nil)
            }
            reading = .body(left: left - bytes.readableBytes, isUpload: isUpload)
            if isUpload { watchBody(context: context, isUpload: true) }
        case (.end, _):
            reading = .head
            bodyTimer?.cancel()
        case (.body, .head):
            return
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            if case .body = reading { closesAfterAnswer = true }
            if closesAfterAnswer { head.headerFields[.connection] = "close" }
            if head.headerFields[.connection] == "close" { closesAfterAnswer = true }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            answersDue -= 1
            context.write(data, promise: promise)
            if closesAfterAnswer {
                context.flush()
                part(context: context)
            }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        unreadTimer?.cancel()
        unreadTimer = nil
        if !context.channel.isWritable {
            let channel = context.channel
            unreadTimer = context.eventLoop.scheduleTask(in: limits.unread) { channel.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        bodyTimer?.cancel()
        unreadTimer?.cancel()
        context.fireChannelInactive()
    }

    private func watchBody(context: ChannelHandlerContext, isUpload: Bool) {
        bodyTimer?.cancel()
        let channel = context.channel
        bodyTimer = context.eventLoop.scheduleTask(in: isUpload ? limits.uploadPause : limits.body) {
            channel.close(promise: nil)
        }
    }

    /// Answers 413 in the handler's place.
    private func refuse(context: ChannelHandlerContext) {
        guard answersDue == 0 else { return context.close(promise: nil) }
        var head = HTTPResponse(status: .contentTooLarge)
        let problem = Problem(.contentTooLarge, "The body is larger than this path takes.")
        let body = (try? JSONText.bytes(of: ProblemDocument(problem))) ?? []
        head.headerFields[.contentType] = "application/problem+json"
        head.headerFields[.contentLength] = "\(body.count)"
        head.headerFields[.connection] = "close"
        for field in SecurityHeaders.api { head.headerFields[field.name] = field.value }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        part(context: context)
    }

    /// Ends our side now and the connection a little later.
    private func part(context: ChannelHandlerContext) {
        reading = .nothing
        bodyTimer?.cancel()
        let channel = context.channel
        context.close(mode: .output, promise: nil)
        bodyTimer = context.eventLoop.scheduleTask(in: limits.linger) { channel.close(promise: nil) }
    }
}
