import Bedrock
package import Vocabulary

/// Reads the application layer: the one thing the packet loop calls for a packet whose flow still wants dissection.
///
/// TCP is put back in order within bounds (`StreamSide`), recognised by its first bytes (`Recognition`) and given to one
/// reader; datagrams are read one by one. Lent bytes are copied only when they come out of order or before the
/// protocol is known. Where bytes are missing for good the reader may go on behind the hole or the stream stops, counted.
/// Bounds: `DissectorLimits`; what a reader carries over is bounded by the reader.
package struct Dissector: ~Copyable {
    package internal(set) var counters = DissectorCounters()
    let limits: DissectorLimits
    var pool: StreamPool
    var readers = Readers()
    /// For steps that have nothing to say.
    var nowhere = FactSink.none
    /// Where the first bytes of a side are put together to be recognised; its memory serves stream after stream.
    var joined: [UInt8] = []
    /// What the packet at hand made known about its flow.
    var news: Service?

    package init(limits: DissectorLimits = DissectorLimits()) {
        self.limits = limits
        pool = StreamPool(capacity: limits.streams)
    }

    /// Reads one packet. `bytes` is the lent buffer that `facts` points into, `slot` what the last verdict for this flow said. The facts are
    /// lent, and stay as they are.
    package mutating func observe(
        _ bytes: RawSpan, _ facts: inout PacketFacts, slot: UInt32, into sink: inout FactSink
    ) -> Verdict {
        guard slot != Verdict.finishedSlot else { return .finished }
        let from = facts.payloadOffset
        let captured = min(Int(facts.capturedPayload), Int(facts.payloadLength))
        guard from >= 0, from <= bytes.byteCount - captured, !facts.marks.contains(.laterFragment) else {
            return Verdict(slot: slot, wantsMore: true)
        }
        let payload = bytes.extracting(from..<(from + captured))
        switch facts.transport {
        case .tcp: return observeSegment(payload, &facts, slot: slot, into: &sink)
        case .udp: return observeDatagram(payload, &facts, slot: slot, into: &sink)
        default: return .finished
        }
    }

    /// The flow ended: reads what still waits, says what was left open, and gives the place back.
    package mutating func release(slot: UInt32, into sink: inout FactSink) {
        guard slot >> 31 == 0, let index = pool.index(slot: slot) else { return }
        for side in 0...1 {
            while pool.streams[index][side].isWaiting, let first = pool.waiting[2 * index + side].first?.sequence {
                giveUpHole(before: first, index, side, into: &sink)
                drain(index, side, into: &sink)
            }
        }
        if pool.streams[index].phase == .reading { act(.close, index, into: &sink) }
        giveBack(index)
    }

    private mutating func observeSegment(
        _ payload: RawSpan, _ facts: inout PacketFacts, slot: UInt32, into sink: inout FactSink
    ) -> Verdict {
        guard !facts.tcpFlags.contains(.rst) else { return Verdict(slot: slot, wantsMore: true) }
        let index: Int
        if slot == 0 || slot == .max {
            guard facts.payloadLength > 0 else { return Verdict(slot: 0, wantsMore: true) }
            index = openStream(responderPort: facts.fromInitiator ? facts.destinationPort : facts.sourcePort)
        } else if let known = pool.index(slot: slot) {
            index = known
        } else {
            return .finished
        }
        news = nil
        let side = facts.fromInitiator ? 0 : 1
        pool.streams[index].wasFed = true
        let opens = facts.tcpFlags.contains(.syn)
        if opens { pool.streams[index][side].synchronise(to: facts.sequence &+ 1) }
        // What is acknowledged tells of a side that waits, or has not begun.
        if facts.tcpFlags.contains(.ack), !pool.streams[index][side ^ 1].flows {
            acknowledge(facts.acknowledgment, index, side ^ 1, into: &sink)
        }
        if facts.payloadLength > 0 {
            take(
                payload, at: opens ? facts.sequence &+ 1 : facts.sequence, length: Int(facts.payloadLength), index,
                side,
                into: &sink)
        }
        guard pool.streams[index].phase != .finished else {
            giveBack(index)
            return Verdict(slot: Verdict.finishedSlot, service: news, wantsMore: false)
        }
        return Verdict(slot: slot == 0 || slot == .max ? pool.slot(index: index) : slot, service: news, wantsMore: true)
    }

    mutating func openStream(responderPort: UInt16) -> Int {
        var claimed = pool.claim()
        if claimed == nil {
            counters.evicted &+= 1
            giveBack(pool.victim())
            claimed = pool.claim()
        }
        guard let index = claimed else { preconditionFailure("a place that was given back is free") }
        counters.streams &+= 1
        pool.streams[index].phase = .recognising
        pool.streams[index].responderPort = responderPort
        return index
    }

    /// Frees everything the stream holds, its reader and its place.
    mutating func giveBack(_ index: Int) {
        discardReader(index)
        counters.bufferedBytes -= pool.vacate(index)
    }
}
