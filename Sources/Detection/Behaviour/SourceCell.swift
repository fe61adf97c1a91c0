import Learning
import Vocabulary

/// What one host began in a minute.
struct SourceCell: Sendable, BitwiseCopyable {
    private(set) var first: Timestamp
    private(set) var last: Timestamp
    // What every event adds to lies together.
    private var sentBytes: UInt64 = 0
    private var fetchedBytes: UInt64 = 0
    private var sentPackets: UInt64 = 0
    /// Packets of flows whose other side said nothing so far.
    private var deafPackets: UInt64 = 0
    private var flows: UInt32 = 0
    private var opened: UInt32 = 0
    private var completed: UInt32 = 0
    private var refused: UInt32 = 0
    private var odd: UInt32 = 0
    private var second: Int64 = .min
    private var inSecond: UInt32 = 0
    private var mostInSecond: UInt32 = 0
    private var hosts = DistinctSketch()
    private var ports = DistinctSketch()
    /// At most four of those it turned to, and of the flows.
    private var others = InlineArray<4, IPAddress>(repeating: .unspecified)
    private var flowIDs = InlineArray<4, UInt64>(repeating: .max)

    init(at time: Timestamp) {
        first = time
        last = time
    }

    @inline(__always)
    mutating func touch(_ time: Timestamp) { last = max(last, time) }

    /// A flow opens, and brings what it carries.
    mutating func open(_ flow: inout FlowSnapshot) {
        carry(&flow)
        let key = flow.key
        first = min(first, flow.firstSeen)
        if hosts.add(Digest.of(key.responder)) { note(key.responder) }
        // The kind of protocol counts as a port where there are none.
        ports.add(Digest.of(.unspecified, UInt32(key.responderPort) | UInt32(key.transport.rawValue) << 16))
        if flows < 4 { flowIDs[Int(flows)] = flow.id }
        flows &+= 1
        if key.transport == .tcp {
            if flow.firstFlags.opens { opened &+= 1 } else { odd &+= 1 }
        } else if key.transport != .udp {
            odd &+= key.transport == .icmp || key.transport == .icmpv6 ? 0 : 1
        }
        if flow.firstSeen.second == second {
            inSecond &+= 1
        } else {
            second = flow.firstSeen.second
            inSecond = 1
        }
        mostInSecond = max(mostInSecond, inSecond)
    }

    mutating func establish() { completed &+= 1 }
    mutating func refuse() { refused &+= 1 }

    @inline(__always)
    mutating func carry(_ flow: inout FlowSnapshot) {
        sentBytes &+= UInt64(flow.initiator.deltaBytes)
        fetchedBytes &+= UInt64(flow.responder.deltaBytes)
        sentPackets &+= UInt64(flow.initiator.deltaPackets)
        if flow.responder.packets == 0 { deafPackets &+= UInt64(flow.initiator.deltaPackets) }
    }

    private mutating func note(_ address: IPAddress) {
        for place in 0..<4 where others[place] == .unspecified {
            others[place] = address
            return
        }
    }

    /// Least that is judged: below it there is no behaviour, only an event.
    private static let leastFlows: UInt32 = 8
    private static let leastPackets: UInt64 = 200
    private static let leastBytes: UInt64 = 300_000

    func windows(of subject: IPAddress, into result: inout [BehaviourWindow]) {
        if flows >= Self.leastFlows { result.append(window(.contacts, subject, contacts)) }
        // Who only receives for a minute is told of by what is done to it.
        if sentPackets > 0, sentPackets >= Self.leastPackets || sentBytes + fetchedBytes >= Self.leastBytes {
            result.append(window(.volume, subject, volume))
        }
    }

    private func window(_ aspect: Aspect, _ subject: IPAddress, _ row: FeatureRow) -> BehaviourWindow {
        BehaviourWindow(
            aspect: aspect, subject: .address(subject), others: others, row: row, first: first, last: last,
            flows: flowIDs)
    }

    /// TCP openings that did not become a connection within the minute, and what was refused.
    private var inVain: UInt32 { max(opened &- min(opened, completed), refused) }

    private var contacts: FeatureRow {
        let (distinct, kinds) = (hosts.count, ports.count)
        var row = FeatureRow()
        row[0] = LogScale.of(flows)
        row[1] = LogScale.of(distinct)
        row[2] = LogScale.of(kinds)
        row[3] = LogScale.of(inVain)
        row[4] = 4 * Float(inVain) / Float(max(1, flows))
        row[5] = LogScale.of(mostInSecond)
        row[6] = LogScale.of(Double(flows) / max(1, distinct))
        row[7] = LogScale.of(odd)
        row[8] = LogScale.of(kinds / max(1, distinct))
        return row
    }

    private var volume: FeatureRow {
        let all = sentBytes &+ fetchedBytes
        var row = FeatureRow()
        row[0] = LogScale.of(sentBytes)
        row[1] = LogScale.of(fetchedBytes)
        row[2] = all > 0 ? 4 * Float(Double(sentBytes) / Double(all)) : 0
        row[3] = LogScale.of(sentPackets)
        row[4] = LogScale.of(Double(sentBytes) / Double(max(1, sentPackets)))
        row[5] = 4 * Float(Double(deafPackets) / Double(max(1, sentPackets)))
        return row
    }
}
