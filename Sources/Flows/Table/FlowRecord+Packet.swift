import Vocabulary

extension FlowRecord {
    /// True when `fact` belongs to this flow; `forward` is set when it does: did the initiator send it?
    @inline(__always)
    func matches(_ fact: PacketFacts, forward: inout Bool) -> Bool {
        let same =
            (initiator.high ^ fact.source.high) | (initiator.low ^ fact.source.low)
            | (responder.high ^ fact.destination.high) | (responder.low ^ fact.destination.low)
            | UInt64(initiatorPort ^ fact.sourcePort) | UInt64(responderPort ^ fact.destinationPort)
        let turned =
            (initiator.high ^ fact.destination.high) | (initiator.low ^ fact.destination.low)
            | (responder.high ^ fact.source.high) | (responder.low ^ fact.source.low)
            | UInt64(initiatorPort ^ fact.destinationPort) | UInt64(responderPort ^ fact.sourcePort)
        guard same == 0 || turned == 0, transport == fact.transport, depth == fact.depth else { return false }
        forward = same == 0
        return true
    }
}

extension Arrival {
    /// What the packet counts for. Lengths that a header claims beyond the packet on the link are cut to it: a forged length
    /// field must not look like an exfiltration.
    @inline(__always)
    init(_ fact: PacketFacts, fromInitiator: Bool) {
        let side = fromInitiator ? 1 : 0
        let payload = min(fact.payloadLength, fact.wireLength)
        let readable =
            fact.marks.rawValue & (PacketFacts.Marks.hasTransport.rawValue | PacketFacts.Marks.laterFragment.rawValue)
            == PacketFacts.Marks.hasTransport.rawValue
        let isTCP = fact.transport == .tcp && readable
        let flags = isTCP ? fact.tcpFlags.rawValue : 0
        var letters: UInt16 = payload != 0 ? 1 << UInt16(FlowHistory.Letter.d.rawValue) : 0
        if isTCP {
            if payload == 0, flags & 0x17 == TCPFlags.ack.rawValue {
                letters = 1 << UInt16(FlowHistory.Letter.a.rawValue)
            }
        } else if fact.transport != .udp {
            letters = 0
        }
        self.side = side
        ns = min(max(fact.timestamp.nanoseconds, -EventClock.limit), EventClock.limit)
        bytes = min(fact.ipLength, fact.wireLength)
        self.payload = payload
        self.flags = flags
        self.letters = letters << UInt16(side * 8)
        self.isTCP = isTCP
        isControl = flags & 7 != 0
    }
}
