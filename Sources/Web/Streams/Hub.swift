package import NIOCore
import Synchronization
package import Vocabulary

/// Where live messages are published and readers of `/ws/…` find them.
///
/// A message is made into its frame once, whatever the number of readers. Publishing never waits for a reader; it costs
/// a lock and a wake-up for each reader that is waiting, so it is called upstairs, not by the packet thread.
package final class Hub: Sendable {
    /// Readers at once; more are asked to come back later.
    package static let mostReaders = 1_024

    /// Differs at every start, so that a page knows that the service was restarted.
    package let boot: String
    package let isForged: Bool
    private let alerts: Broadcast
    private let flows: Broadcast
    private let stats: Broadcast
    private let live: Broadcast
    private let counts = Mutex<[LiveMessage.Channel: Int]>([:])

    /// - Parameters:
    ///   - latest: the highest id that the store keeps: readers that know an older one are given the rest from there.
    package init(boot: String, isForged: Bool = false, latest: UInt64 = 0) {
        self.boot = boot
        self.isForged = isForged
        alerts = Broadcast(capacity: 8_192, maximumBytes: 16 << 20, latest: latest)
        flows = Broadcast(capacity: 64, maximumBytes: 4 << 20, latest: latest)
        stats = Broadcast(capacity: 256, maximumBytes: 1 << 20, latest: latest)
        live = Broadcast(capacity: 1_024, maximumBytes: 32 << 20, latest: latest)
    }

    package func publish(_ message: LiveMessage) {
        let text = Self.frame(id: message.id, kind: message.kind, data: message.json)
        self[message.channel].publish(Broadcast.Message(id: message.id, text: text))
    }

    package subscript(channel: LiveMessage.Channel) -> Broadcast {
        switch channel {
        case .alerts: alerts
        case .flows: flows
        case .stats: stats
        case .live: live
        }
    }

    /// Readers by channel.
    package var readers: [LiveMessage.Channel: Int] { counts.withLock { $0 } }

    /// Messages that slow readers lost since the start.
    package var dropped: UInt64 { LiveMessage.Channel.allCases.reduce(0) { $0 + self[$1].dropped } }

    /// False when there are too many.
    func enter(_ channel: LiveMessage.Channel) -> Bool {
        counts.withLock { counts in
            guard counts.values.reduce(0, +) < Self.mostReaders else { return false }
            counts[channel, default: 0] += 1
            return true
        }
    }

    func leave(_ channel: LiveMessage.Channel) {
        counts.withLock { $0[channel, default: 1] -= 1 }
    }

    /// Ends every stream: readers are told that the service stops.
    package func close() {
        for channel in LiveMessage.Channel.allCases { self[channel].close() }
    }

    /// `{"id":7,"type":"alert","data":{…}}`.
    package static func frame(id: UInt64, kind: LiveMessage.Kind, data: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(data.count + 64)
        buffer.writeString("{\"id\":\(id),\"type\":\"\(kind.rawValue)\",\"data\":")
        buffer.writeBytes(data)
        buffer.writeString("}")
        return buffer
    }
}
