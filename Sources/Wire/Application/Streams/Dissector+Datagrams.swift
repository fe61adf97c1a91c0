import Bedrock
import Vocabulary

/// Reading datagrams, one by one.
extension Dissector {
    mutating func observeDatagram(
        _ payload: RawSpan, _ facts: inout PacketFacts, slot: UInt32, into sink: inout FactSink
    ) -> Verdict {
        counters.datagrams &+= 1
        let side = facts.fromInitiator ? 0 : 1
        if let index = slot == .max || slot >> 31 == 1 ? nil : pool.index(slot: slot) {
            news = nil
            pool.streams[index].wasFed = true
            deliver(payload, index, side, into: &sink)
            guard pool.streams[index].phase != .finished else {
                giveBack(index)
                return .finished
            }
            return Verdict(slot: slot, wantsMore: true)
        }
        var memory = DatagramMemory(slot: slot) ?? DatagramMemory()
        memory.count(side)
        let port = facts.fromInitiator ? facts.destinationPort : facts.sourcePort
        let other = facts.fromInitiator ? facts.sourcePort : facts.destinationPort
        let kind = DatagramKind(payload, port: port, other: other)
        switch kind {
        case .kerberos: return openDatagrams(.kerberos, payload, port, side, into: &sink)
        case .quic where memory.service == .unknown: return openDatagrams(.quic, payload, port, side, into: &sink)
        default: break
        }
        let service = kind.read(payload, frameSource: facts.sourceMAC, into: &sink)
        var verdict = Verdict(slot: 0, wantsMore: true)
        if service != .unknown, memory.service == .unknown {
            memory.service = service
            verdict.service = service
        }
        verdict.slot = memory.slot
        guard !memory.isUnknown, !memory.isEnough else {
            verdict.slot = Verdict.finishedSlot
            verdict.wantsMore = false
            return verdict
        }
        return verdict
    }

    /// A UDP flow whose reader must remember: it gets a place like a stream.
    private mutating func openDatagrams(
        _ kind: ReaderKind, _ payload: RawSpan, _ port: UInt16, _ side: Int, into sink: inout FactSink
    ) -> Verdict {
        let index = openStream(responderPort: port)
        guard let reader = readers.start(kind, port: port, isDatagram: true) else {
            giveBack(index)
            return .finished
        }
        counters.recognised &+= 1
        pool.streams[index].isDatagram = true
        pool.streams[index].reader = reader
        pool.streams[index].phase = .reading
        pool.streams[index].wasFed = true
        let slot = pool.slot(index: index)
        deliver(payload, index, side, into: &sink)
        guard pool.streams[index].phase != .finished else {
            giveBack(index)
            return Verdict(slot: Verdict.finishedSlot, service: kind.service, wantsMore: false)
        }
        return Verdict(slot: slot, service: kind.service, wantsMore: true)
    }
}
