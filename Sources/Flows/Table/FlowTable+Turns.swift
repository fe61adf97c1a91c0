import Bedrock
import Vocabulary

extension FlowTable {
    /// A packet that may change more than counters: it opens, replaces, answers or ends a flow, or comes too late for it.
    @inline(never)
    mutating func observeTurn(
        _ fact: inout PacketFacts, _ found: UInt32, _ arrival: Arrival, into events: inout EventBuffer
    ) {
        if records[Int(found)].answer(arrival, within: timeouts.opening) {
            biographies[Int(found)].answer(&fact)
            return place(&fact, found, arrival)
        }
        if isOver(found, for: arrival) {
            remove(found, .idle, fact.order, fact.timestamp, into: &events)
            return open(&fact, arrival.ns, into: &events)
        }
        if isReplaced(found, by: arrival, fact.sequence) {
            remove(found, .replaced, fact.order, fact.timestamp, into: &events)
            return open(&fact, arrival.ns, into: &events)
        }
        let at = Int(found)
        if records[at].tallies[arrival.side].packets == 0 {
            biographies[at].macs[arrival.side] = fact.sourceMAC
            biographies[at].ttls[arrival.side] = fact.ttl
        }
        var gap: Int64 = 0
        var dues = records[at].count(arrival, gap: &gap)
        write(arrival, found)
        if records[at].marks.contains(.ended) {
            if arrival.payload > 0 { records[at].afterEnd += 1 }
            dues = []
        }
        if arrival.isTCP {
            advance(found, arrival, dues, gap, fact.order, fact.timestamp, into: &events)
        } else if !dues.isEmpty {
            settle(dues, gap, arrival.payload, found, fact.order, fact.timestamp, into: &events)
        }
        place(&fact, found, arrival)
    }

    /// The flow had timed out before this packet came, though the wheel has not been there yet.
    private mutating func isOver(_ number: UInt32, for arrival: Arrival) -> Bool {
        arrival.ns &- records[Int(number)].last >= timeouts.of(&records[Int(number)])
    }

    /// A new connection between the same ports: a SYN with a new number after the end (or half of it, or a minute of silence), or
    /// payload that goes on after the end, which a forged RST or FIN would hide otherwise.
    private mutating func isReplaced(_ number: UInt32, by arrival: Arrival, _ sequence: UInt32) -> Bool {
        let at = Int(number)
        guard arrival.isTCP else { return false }
        let marks = records[at].marks
        if marks.contains(.ended), records[at].afterEnd >= Self.payloadsAfterEnd, arrival.payload > 0 { return true }
        guard TCPFlags(rawValue: arrival.flags).opens else { return false }
        let isSame = marks.contains(.hasSequence) && biographies[at].sequence == sequence
        guard !isSame else { return false }
        switch records[at].state {
        case .closed, .reset, .refused, .halfClosed, .midstream: return true
        case .established: return arrival.ns &- records[at].last >= timeouts.opening
        case .none, .opening, .answered: return false
        }
    }

    /// Packets with payload that may come after the end before they are a flow of their own.
    static var payloadsAfterEnd: UInt8 { 8 }

    /// Adds what is new to the flow's history.
    mutating func write(_ arrival: Arrival, _ number: UInt32) {
        var history = biographies[Int(number)].history
        let before = history.count
        history.add(arrival)
        guard history.count != before else { return }
        biographies[Int(number)].history = history
        records[Int(number)].historySeen = history.seen
    }

    /// Gives the events that counting a packet made due.
    @inline(never)
    mutating func settle(
        _ dues: Dues, _ gap: Int64, _ payload: UInt32, _ number: UInt32, _ order: UInt64, _ timestamp: Timestamp,
        into events: inout EventBuffer
    ) {
        if dues.contains(.pulse) {
            let pulse = PulseFact(gap: Double(gap) / 1e9, payload: payload)
            let at = Int(number)
            events.append(.pulse, order, timestamp, .pulse(pulse)) { biographies[at].fill(&$0, &records[at]) }
        }
        if dues.contains(.report) { report(.progressed, number, order, timestamp, into: &events) }
    }
}

extension FlowRecord {
    /// The plain SYN-ACK that follows a SYN, the commonest turn of all, and in a flood one for each flow: true when it was that, and is counted.
    ///
    /// It changes what the slow way would: one packet of the responder's, the state, a letter of the history; it is no event.
    @inline(__always)
    mutating func answer(_ arrival: Arrival, within opening: Int64) -> Bool {
        guard state == .opening, arrival.side == 0, arrival.flags == TCPFlags([.syn, .ack]).rawValue,
            arrival.payload == 0,
            tallies[0].packets == 0, marks.isDisjoint(with: [.ended, .refused]), arrival.ns &- last < opening,
            unreportedPackets == 0, arrival.bytes < Self.reportBytes,
            UInt32(truncatingIfNeeded: max(last, arrival.ns) >> 30) &- reportedAt < Self.reportUnits
        else { return false }
        tallies[0] = Tally(packets: 1, bytes: UInt64(arrival.bytes), payload: 0)
        flags[0] = arrival.flags
        last = max(last, arrival.ns)
        unreportedPackets = 1
        unreportedBytes = arrival.bytes
        historySeen |= 1 << UInt16(FlowHistory.Letter.h.rawValue)
        state = .answered
        return true
    }
}

extension FlowBiography {
    /// The other half of that.
    @inline(__always)
    mutating func answer(_ fact: inout PacketFacts) {
        macs[0] = fact.sourceMAC
        ttls[0] = fact.ttl
        history.add(.h, fromInitiator: false)
    }
}
