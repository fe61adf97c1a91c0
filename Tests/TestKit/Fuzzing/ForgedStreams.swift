import Bedrock
package import Forge
package import Vocabulary
import Wire

/// What Forge's scenarios say on the wire, taken apart again: the conversations and datagrams that seed fuzzers and tests.
package enum ForgedStreams {
    /// What one side said before the other answered.
    package struct Turn: Sendable, Hashable {
        package var fromClient: Bool
        package var bytes: [UInt8]
    }

    /// A TCP connection from its first byte.
    package struct Stream: Sendable {
        package var port: UInt16
        package var turns: [Turn] = []
        package var length: Int { turns.reduce(0) { $0 + $1.bytes.count } }
        /// The protocol that its port stands for.
        package var service: Service { Service(port: port, transport: .tcp) }
    }

    package struct Datagram: Sendable, Hashable {
        package var port: UInt16
        package var fromClient: Bool
        package var bytes: [UInt8]
        package var service: Service { Service(port: port, transport: .udp) }
    }

    /// A few frames of every scenario, and of every service and channel of those that have them.
    package static let frames: [ForgedFrame] = {
        var frames: [ForgedFrame] = []
        for scenario in ScenarioCatalog.all {
            frames += scenario.make(seed: 3).prefix(500)
            for knob in scenario.card.knobs where ["service", "channel", "transport", "type"].contains(knob.name) {
                guard case .choice(_, let values) = knob.kind else { continue }
                for value in values {
                    frames += scenario.make(knobs: scenario.defaults.with([knob.name: value]), seed: 4).prefix(120)
                }
            }
        }
        return frames
    }()

    /// What Forge says in them, by connection, in order of their first packet; connections of more than 16 KiB are cut there.
    package static let streams: [Stream] = {
        var streams: [FlowKey: Stream] = [:]
        var order: [FlowKey] = []
        for frame in frames {
            guard let (facts, payload) = look(frame), facts.transport == .tcp else { continue }
            let forward = FlowKey(facts, reversed: false)
            let backward = FlowKey(facts, reversed: true)
            if facts.tcpFlags.opens {
                if streams[forward] == nil { order.append(forward) }
                streams[forward] = Stream(port: facts.destinationPort)
            }
            guard !payload.isEmpty else { continue }
            let fromClient = streams[forward] != nil
            let key = fromClient ? forward : backward
            streams[key]?.append(payload, fromClient: fromClient)
        }
        return order.compactMap { streams[$0] }.filter { !$0.turns.isEmpty }
    }()

    package static let datagrams: [Datagram] = {
        var seen: Set<Datagram> = []
        var result: [Datagram] = []
        for frame in frames {
            guard let (facts, payload) = look(frame), facts.transport == .udp, !payload.isEmpty else { continue }
            let toService = Service(port: facts.destinationPort, transport: .udp) != .unknown
            let datagram = Datagram(
                port: toService ? facts.destinationPort : facts.sourcePort, fromClient: toService, bytes: payload)
            if seen.insert(datagram).inserted { result.append(datagram) }
        }
        return result
    }()

    /// A few streams of each service, short ones first.
    package static func streams(of service: Service, atMost count: Int) -> [Stream] {
        Array(streams.filter { $0.service == service }.sorted { $0.length < $1.length }.prefix(count))
    }

    private static func look(_ frame: ForgedFrame) -> (PacketFacts, [UInt8])? {
        guard let facts = decode(frame.bytes, link: frame.link, wire: frame.wireLength).first else { return nil }
        let from = facts.payloadOffset
        let upTo = from + Int(min(facts.capturedPayload, facts.payloadLength))
        guard from >= 0, upTo <= frame.bytes.count, from <= upTo else { return nil }
        return (facts, facts.marks.contains(.laterFragment) ? [] : Array(frame.bytes[from..<upTo]))
    }
}

extension ForgedStreams.Stream {
    fileprivate mutating func append(_ bytes: [UInt8], fromClient: Bool) {
        guard length + bytes.count <= 16 << 10 else { return }
        if turns.last?.fromClient == fromClient {
            turns[turns.count - 1].bytes += bytes
        } else {
            turns.append(ForgedStreams.Turn(fromClient: fromClient, bytes: bytes))
        }
    }
}

extension FlowKey {
    fileprivate init(_ facts: PacketFacts, reversed: Bool) {
        self.init(
            initiator: reversed ? facts.destination : facts.source,
            initiatorPort: reversed ? facts.destinationPort : facts.sourcePort,
            responder: reversed ? facts.source : facts.destination,
            responderPort: reversed ? facts.sourcePort : facts.destinationPort, transport: facts.transport)
    }
}

/// The facts of one frame, by a fresh decoder.
package func decode(_ bytes: [UInt8], link: LinkType = .ethernet, wire: Int? = nil) -> [PacketFacts] {
    var decoder = Decoder(seed: 7)
    var lent = FrameBatch()
    lent.append(
        FrameReference(
            offset: 0, timestamp: .scenarioStart, captured: UInt32(bytes.count),
            wire: UInt32(clamping: wire ?? bytes.count), link: link))
    var batch = FactsBatch()
    _ = decoder.decode(bytes.span.bytes, &lent, from: 0, into: &batch)
    return (0..<batch.count).map { batch.facts[$0] }
}
