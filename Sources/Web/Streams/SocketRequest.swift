import NIOHTTP1
import Vocabulary

/// What the first request of a WebSocket asks for, or why it is refused.
struct SocketRequest: Sendable, Equatable {
    var channel: LiveMessage.Channel
    /// Only what came after this message is new to the reader.
    var since: UInt64?

    struct Refusal: Error, Equatable {
        let reason: String
    }

    /// - Throws: `Refusal`, whose reason goes into the close frame.
    init(uri: String) throws(Refusal) {
        guard let target = RequestTarget(uri), target.segments.count == 2, target.segments[0] == "ws",
            let channel = LiveMessage.Channel(rawValue: target.segments[1])
        else { throw Refusal(reason: "no such stream") }
        self.channel = channel
        let query: Query
        do {
            query = try Query(target.query, parameters: [Self.sinceParameter])
        } catch {
            throw Refusal(reason: error.detail)
        }
        if let text = query.text("since") {
            guard let id = UInt64(text) else { throw Refusal(reason: "since is the id of a message") }
            since = id
        }
    }

    /// The part of the API that the stream belongs to.
    var area: String {
        switch channel {
        case .alerts: "alerts"
        case .flows: "flows"
        case .stats: "capture"
        case .live: "incidents"
        }
    }

    static let sinceParameter = Parameter.query(
        "since", .text(maximum: 20), "Id of the last message the reader has: the stream goes on behind it.")
}
