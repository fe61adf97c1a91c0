import NIOCore
import NIOWebSocket
import Vocabulary

/// Writes one reader's stream: hello, what it missed while it was away, then everything as it comes.
struct StreamWriter: Sendable {
    typealias Send = @Sendable ([WebSocketFrame]) async throws -> Void

    /// Messages given from the store to somebody who comes back; who missed more should load the page anew.
    static let mostKept = 10_000

    let hub: Hub
    let store: any SentinelStore
    let request: SocketRequest

    func run(send: Send) async throws {
        let broadcast = hub[request.channel]
        let joined = broadcast.join(since: request.since)
        var position = joined.position
        var last = request.since ?? broadcast.latest
        try await send([
            frame(last, .hello, HelloData(boot: hub.boot, latest: broadcast.latest, forged: hub.isForged))
        ])
        if let since = request.since, !joined.isComplete {
            last = try await resume(after: since, until: joined.heldFrom ?? .max, send: send)
        }
        while let delivery = await broadcast.next(after: &position) {
            var frames: [WebSocketFrame] = []
            if delivery.missed > 0 {
                frames.append(frame(last, .gap, GapData(missed: delivery.missed, reason: "this reader was too slow")))
            }
            // What came from the store may still lie in the ring.
            for message in delivery.messages where message.id > last || request.since == nil {
                frames.append(WebSocketFrame(fin: true, opcode: .text, data: message.text))
                last = message.id
            }
            if !frames.isEmpty { try await send(frames) }
        }
        if !Task.isCancelled { try await send([.closing(.goingAway, "the service stops")]) }
    }

    /// Sends what the store keeps behind `since` and before `until`; returns the id of the last one sent.
    private func resume(after since: UInt64, until: UInt64, send: Send) async throws -> UInt64 {
        var last = since
        var sent = 0
        while sent < Self.mostKept {
            let frames: [(id: UInt64, frame: WebSocketFrame)]
            switch request.channel {
            case .alerts:
                frames = try await store.alerts(after: last, limit: 500).map {
                    ($0.streamID, frame($0.streamID, .alert, $0))
                }
            case .live:
                frames = try await store.incidents(updatedAfter: last, limit: 100).map {
                    ($0.updated, frame($0.updated, .incident, IncidentData(incident: $0)))
                }
            case .flows, .stats:
                try await send([frame(last, .gap, GapData(missed: 0, reason: "this stream is not kept"))])
                return last
            }
            let wanted = frames.filter { $0.id > last && $0.id < until }
            guard let newest = wanted.last?.id else { return last }
            try await send(wanted.map(\.frame))
            last = newest
            sent += wanted.count
        }
        try await send([frame(last, .gap, GapData(missed: 0, reason: "more was missed than is sent again; load anew"))])
        return last
    }

    private func frame(_ id: UInt64, _ kind: LiveMessage.Kind, _ data: some Encodable) -> WebSocketFrame {
        // What cannot be encoded is told as empty data rather than breaking the stream.
        let text = (try? JSONText.bytes(of: data)) ?? Array("{}".utf8)
        return WebSocketFrame(fin: true, opcode: .text, data: Hub.frame(id: id, kind: kind, data: text))
    }
}

private struct HelloData: Encodable {
    let boot: String
    let latest: UInt64
    let forged: Bool
}

private struct GapData: Encodable {
    let missed: UInt64
    let reason: String
}

/// A change that happened while the reader was away: only its outcome is kept.
private struct IncidentData: Encodable {
    let change = "grew"
    let incident: IncidentRecord
}
