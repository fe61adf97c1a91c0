import Learning
import Vocabulary

/// What was done to one host in a minute: conversations others began with it, and packets nobody asked for.
struct TargetCell: Sendable, BitwiseCopyable {
    private(set) var first: Timestamp
    private(set) var last: Timestamp
    // What every event adds to lies together.
    private var packets: UInt64 = 0
    private var bytes: UInt64 = 0
    private var unasked: UInt64 = 0
    private var flows: UInt32 = 0
    private var opened: UInt32 = 0
    private var completed: UInt32 = 0
    private var refused: UInt32 = 0
    /// Who came more often than all others together, if anybody did (R. S. Boyer, J. S. Moore, 1981), and by how much.
    private var chief = IPAddress.unspecified
    private var lead: UInt32 = 0
    /// Port and protocol that were counted last.
    private var lastPort: UInt32 = .max
    private var hosts = DistinctSketch()
    private var ports = DistinctSketch()
    private var flowIDs = InlineArray<4, UInt64>(repeating: .max)
    private var complaints: UInt64 = 0

    init(at time: Timestamp) {
        first = time
        last = time
    }

    @inline(__always)
    mutating func touch(_ time: Timestamp) { last = max(last, time) }

    /// A flow opens, and brings what it carries. `source`: the digest of its initiator.
    @inline(__always)
    mutating func open(_ flow: inout FlowSnapshot, _ source: UInt64) {
        open(&flow, from: flow.key.initiator, source, port: flow.key.responderPort)
        carry(&flow.initiator, answers: flow.responder.packets)
    }

    /// `digest`: that of the other side.
    @inline(__always)
    mutating func open(_ flow: inout FlowSnapshot, from other: IPAddress, _ digest: UInt64, port: UInt16) {
        first = min(first, flow.firstSeen)
        hosts.add(digest)
        let port = UInt32(port) | UInt32(flow.key.transport.rawValue) << 16
        if port != lastPort {
            lastPort = port
            ports.add(Digest.of(.unspecified, port))
        }
        if flows < 4 { flowIDs[Int(flows)] = flow.id }
        flows &+= 1
        if flow.key.transport == .tcp { opened &+= 1 }
        if chief == other {
            lead &+= 1
        } else if lead == 0 {
            (chief, lead) = (other, 1)
        } else {
            lead &-= 1
        }
    }

    mutating func establish() { completed &+= 1 }
    mutating func refuse() { refused &+= 1 }

    /// Packets of a side to this host; `answers` is what this host sent in the flow so far.
    @inline(__always)
    mutating func carry(_ side: inout FlowSnapshot.Side, answers: UInt64) {
        packets &+= UInt64(side.deltaPackets)
        bytes &+= UInt64(side.deltaBytes)
        if answers == 0 { unasked &+= UInt64(side.deltaPackets) }
    }

    /// What came to this host with a flow that has grown.
    @inline(__always)
    mutating func carry(_ flow: inout FlowSnapshot) {
        touch(flow.lastSeen)
        carry(&flow.initiator, answers: flow.responder.packets)
    }

    mutating func complain(_ packets: UInt32) { complaints &+= UInt64(packets) }

    private static let leastFlows: UInt32 = 16
    private static let leastUnasked: UInt64 = 100

    func windows(of subject: IPAddress, into result: inout [BehaviourWindow]) {
        guard flows >= Self.leastFlows || unasked >= Self.leastUnasked else { return }
        // The lead is at least 2p − 1 of all where p is the share: this is four in five.
        var named = InlineArray<4, IPAddress>(repeating: .unspecified)
        if Double(lead) >= 0.6 * Double(flows), flows > 0 { named[0] = chief }
        result.append(
            BehaviourWindow(
                aspect: .visits, subject: .address(subject), others: named, row: row, first: first, last: last,
                flows: flowIDs))
    }

    private var row: FeatureRow {
        let inVain = max(opened &- min(opened, completed), refused)
        var row = FeatureRow()
        row[0] = LogScale.of(flows)
        row[1] = LogScale.of(hosts.count)
        row[2] = LogScale.of(ports.count)
        row[3] = LogScale.of(inVain)
        row[4] = 4 * Float(inVain) / Float(max(1, flows))
        row[5] = LogScale.of(packets)
        row[6] = LogScale.of(bytes)
        row[7] = 4 * Float(Double(unasked) / Double(max(1, packets)))
        row[8] = LogScale.of(complaints)
        return row
    }
}
