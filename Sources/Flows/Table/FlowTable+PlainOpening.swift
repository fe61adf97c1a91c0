import Bedrock
import Vocabulary

/// The flow of a plain SYN: nothing else in the packet, and no other flags.
///
/// Why it exists: in a flood of made-up addresses every second packet is one, and of what a first packet can mean nearly all is known
/// beforehand. Record, biography and event are written from the packet, each field once; what they say is what `begin` and `report` would
/// have said (a test plays conversations both ways).
extension FlowTable {
    /// True for a packet that `open(plain:)` may be given when it belongs to no flow.
    @inline(__always)
    static func isPlainOpening(_ fact: inout PacketFacts) -> Bool {
        fact.isPlain && fact.transport == .tcp && fact.tcpFlags == .syn
            && fact.payloadLength | fact.capturedPayload == 0
    }

    /// Opens its flow; there is room for it.
    @inline(__always)
    mutating func open(plain fact: inout PacketFacts, _ ns: Int64, into events: inout EventBuffer) {
        let number = takeRecord()
        let at = Int(number)
        let hash = BucketIndex.short(fact.hash)
        index.insert(hash, number)
        records[at].open(&fact, ns, hash)
        biographies[at].open(&fact, ns)
        active += 1
        numbers.opened &+= 1
        tick.newFlows &+= 1
        if tuples.isEmpty || !tuples.contains(TupleSet.digest(fact.hash)) { numbers.distinctTuples &+= 1 }
        arm(number, (min(ns, clock.now) + timeouts.opening + 999_999_999) / 1_000_000_000)
        let service = records[at].service
        events.append(.opened, fact.order, fact.timestamp) { $0.open(&fact, ns, service) }
        fact.flow = number
        fact.fromInitiator = true
        fact.wantsDissection = false
    }
}

extension FlowRecord {
    @inline(__always)
    fileprivate mutating func open(_ fact: inout PacketFacts, _ ns: Int64, _ hash: UInt32) {
        initiatorBits = fact.source.vector
        responderBits = fact.destination.vector
        last = ns
        self.hash = hash
        unreportedPackets = 0
        reportedAt = UInt32(truncatingIfNeeded: ns >> 30)
        initiatorPort = fact.sourcePort
        responderPort = fact.destinationPort
        historySeen = FlowHistory.opening.seen
        let opening: Marks = [.live, .wantsDissection, .countsAsTuple, .sawOpening, .hasSequence]
        marks = marks.intersection(.reused).union(opening)
        transport = .tcp
        depth = 0
        state = .opening
        service = Service(port: fact.destinationPort, transport: .tcp)
        tallies[0] = Tally()
        tallies[1] = Tally(packets: 1, bytes: UInt64(fact.ipLength), payload: 0)
        lastPulse = 0
        unreportedBytes = 0
        flags[0] = 0
        flags[1] = TCPFlags.syn.rawValue
        afterEnd = 0
        ending = .open
    }
}

extension FlowBiography {
    @inline(__always)
    fileprivate mutating func open(_ fact: inout PacketFacts, _ ns: Int64) {
        id = fact.order
        firstSeen = ns
        history = .opening
        macs[0] = .none
        macs[1] = fact.sourceMAC
        reported[0] = Reported()
        reported[1] = Reported(packets: 1, bytes: fact.ipLength, payload: 0)
        sequence = fact.sequence
        slot = 0
        vlan = fact.vlan
        interface = fact.interface
        ttls[0] = 0
        ttls[1] = fact.ttl
        firstFlags = .syn
        icmpType = fact.icmpType
        icmpCode = fact.icmpCode
    }
}

extension FlowSnapshot {
    /// Of an unused one makes that of a flow which a plain SYN opened.
    @inline(__always)
    fileprivate mutating func open(_ fact: inout PacketFacts, _ ns: Int64, _ service: Service) {
        key.initiator = fact.source
        key.responder = fact.destination
        key.initiatorPort = fact.sourcePort
        key.responderPort = fact.destinationPort
        key.transport = .tcp
        id = fact.order
        firstSeen = Timestamp(nanoseconds: ns)
        lastSeen = Timestamp(nanoseconds: ns)
        initiator.packets = 1
        initiator.bytes = UInt64(fact.ipLength)
        initiator.deltaPackets = 1
        initiator.deltaBytes = fact.ipLength
        initiator.mac = fact.sourceMAC
        initiator.flags = .syn
        initiator.ttl = fact.ttl
        history = .opening
        vlan = fact.vlan
        interface = fact.interface
        state = .opening
        self.service = service
        firstFlags = .syn
        icmpType = fact.icmpType
        icmpCode = fact.icmpCode
        sawOpening = true
    }
}

extension FlowHistory {
    /// `S`, and nothing else yet.
    @inline(__always)
    fileprivate static var opening: FlowHistory {
        var history = FlowHistory()
        history.add(.s, fromInitiator: true)
        return history
    }
}
