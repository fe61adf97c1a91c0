import Logging
import NIOCore
import NIOHTTP1
import NIOWebSocket
import Synchronization
import Vocabulary

/// Judges a WebSocket and serves it: a writer that follows the stream, a reader that answers pings, a warden that looks
/// after both.
///
/// The writer waits while the peer does not read, which is all the back-pressure there is: the stream goes on without
/// it, and it is told what it lost. A peer that is silent for a minute, pongs included, is let go; so is one whose
/// session has ended.
struct SocketDesk: Sendable {
    let hub: Hub
    let hosts: HostPolicy
    let origins: OriginPolicy
    let authenticator: Authenticator
    let store: any SentinelStore
    let logger: Logger
    var pingEvery: Duration = .seconds(20)
    var longestSilence: Duration = .seconds(60)

    func serve(_ socket: UpgradeChannel.Socket, _ head: HTTPRequestHead) async {
        do {
            try await socket.executeThenClose { inbound, outbound in
                do {
                    let request = try await admit(head)
                    guard hub.enter(request.channel) else {
                        throw SocketRequest.Refusal(reason: "too many readers; come back later")
                    }
                    defer { hub.leave(request.channel) }
                    try await stream(request, head, socket.channel, inbound, outbound)
                } catch let refusal as SocketRequest.Refusal {
                    try await outbound.write(.closing(.policyViolation, refusal.reason))
                    let channel = socket.channel
                    channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
                    for try await frame in inbound where frame.opcode == .connectionClose { break }
                }
            }
        } catch {
            logger.debug("a live stream ended", metadata: ["error": "\(error)"])
        }
    }

    /// - Throws: `SocketRequest.Refusal`.
    private func admit(_ head: HTTPRequestHead) async throws -> SocketRequest {
        let names = head.headers["Host"]
        guard names.count == 1, hosts.allows(names[0]) else {
            throw SocketRequest.Refusal(reason: "this service is not called by that name")
        }
        guard let principal = try await principal(head) else {
            throw SocketRequest.Refusal(reason: "sign in first")
        }
        let origin = head.headers["Origin"]
        guard
            origin.count < 2, origins.allows(origin: origin.first, host: names[0], byCookie: principal.isByCookie)
        else { throw SocketRequest.Refusal(reason: "this came from a page that is not this service's") }
        let request = try SocketRequest(uri: head.uri)
        guard principal.scopes.allow(request.area, reading: true) else {
            throw SocketRequest.Refusal(reason: "this token is not for this stream")
        }
        return request
    }

    private func principal(_ head: HTTPRequestHead) async throws -> Principal? {
        try await authenticator.principal(
            authorization: head.headers["Authorization"].first, cookies: head.headers["Cookie"].first)
    }

    private func stream(
        _ request: SocketRequest, _ head: HTTPRequestHead, _ channel: any Channel,
        _ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>,
        _ outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>
    ) async throws {
        let heard = Heard()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let writer = StreamWriter(hub: hub, store: store, request: request)
                try await writer.run { try await outbound.write(contentsOf: $0) }
            }
            group.addTask {
                for try await frame in inbound {
                    heard.now()
                    switch frame.opcode {
                    case .connectionClose:
                        return
                    case .ping where channel.isWritable:
                        try await outbound.write(
                            WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData))
                    default:
                        // The streams go one way: what a reader says is not listened to.
                        continue
                    }
                }
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: pingEvery)
                    guard heard.ago < longestSilence else { return }
                    guard try await principal(head) != nil else {
                        return try await outbound.write(.closing(.policyViolation, "signed out"))
                    }
                    if channel.isWritable {
                        try await outbound.write(WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer()))
                    }
                }
            }
            _ = try await group.next()
            group.cancelAll()
            // A writer that waits for a peer that reads nothing ends with its channel.
            channel.eventLoop.scheduleTask(in: .milliseconds(500)) { channel.close(promise: nil) }
        }
    }
}

/// When the peer was last heard of.
private final class Heard: Sendable {
    private let last = Mutex(ContinuousClock.now)
    func now() { last.withLock { $0 = .now } }
    var ago: Duration { last.withLock { .now - $0 } }
}
