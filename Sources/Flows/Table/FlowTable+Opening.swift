import Bedrock
import Vocabulary

extension FlowTable {
    /// Opens the flow of a packet that belongs to none. Leaves the fact without a flow when the table is full.
    @inline(never)
    mutating func open(_ fact: inout PacketFacts, _ ns: Int64, into events: inout EventBuffer) {
        guard active < settings.capacity || evict(fact.order, fact.timestamp, into: &events) else {
            numbers.refused &+= 1
            return
        }
        let arrival = Arrival(
            fact.transport, fact.tcpFlags, fact.marks, payload: min(fact.payloadLength, fact.wireLength),
            bytes: min(fact.ipLength, fact.wireLength), ns: ns, fromInitiator: Self.isFromInitiator(&fact))
        let number = takeRecord()
        let at = Int(number)
        let hash = BucketIndex.short(fact.hash)
        index.insert(hash, number)
        var gap: Int64 = 0
        records[at].begin(&fact, arrival, hash)
        let digest = TupleSet.digest(records[at])
        tuples.prefetch(digest)
        _ = records[at].count(arrival, gap: &gap)
        biographies[at].begin(&fact, arrival)
        write(arrival, number)
        if arrival.isTCP { begin(number, arrival, fact.sequence) }
        count(number, digest)
        arm(number)
        report(.opened, number, fact.order, fact.timestamp, into: &events)
        if records[at].state == .reset { end(number, .reset, fact.order, fact.timestamp, into: &events) }
        place(&fact, number, arrival)
    }

    private mutating func takeRecord() -> UInt32 {
        // The next flow's record is asked for, so that it is there when that is opened.
        if let number = free.popLast() {
            if let next = free.last { prefetchRecord(next) }
            return number
        }
        defer { used += 1 }
        prefetchRecord(used &+ 1)
        return used
    }

    @inline(__always)
    private func prefetchRecord(_ number: UInt32) {
        records.prefetchTwoLines(Int(number))
        biographies.prefetchTwoLines(Int(number))
    }

    /// Adds a new flow to the numbers.
    private mutating func count(_ number: UInt32, _ digest: UInt64) {
        active += 1
        numbers.opened &+= 1
        tick.newFlows &+= 1
        if records[Int(number)].depth > 0 { numbers.openedInTunnels &+= 1 }
        guard records[Int(number)].marks.contains(.countsAsTuple) else { return }
        if tuples.isEmpty || !tuples.contains(digest) { numbers.distinctTuples &+= 1 }
    }

    /// Did the initiator send the first packet seen of a flow?
    ///
    /// A SYN comes from the initiator and a SYN-ACK goes to it; an answer of ICMP goes to who asked. A flow joined midway is judged by
    /// the known-service port when exactly one side has one, else by who spoke first. The lower port proves nothing.
    static func isFromInitiator(_ fact: inout PacketFacts) -> Bool {
        switch fact.transport {
        case .tcp:
            guard fact.marks.isReadable else { return true }
            if fact.tcpFlags.opens { return true }
            if fact.tcpFlags.answersOpen { return false }
            let talks = fact.tcpFlags.contains(.ack) || fact.payloadLength > 0
            guard talks else { return true }
            return !speaksFromService(&fact)
        case .udp: return !speaksFromService(&fact)
        case .icmp:
            // Answers of echo, timestamp, information and mask requests (RFC 792, RFC 950).
            return !(fact.marks.isReadable && Self.isAnswer(fact.icmpType))
        case .icmpv6: return !(fact.marks.isReadable && fact.icmpType == 129)
        default: return true
        }
    }

    private static func isAnswer(_ icmpType: UInt8) -> Bool {
        switch icmpType {
        case 0, 14, 16, 18: true
        default: false
        }
    }

    private static func speaksFromService(_ fact: inout PacketFacts) -> Bool {
        let (transport, destinationPort) = (fact.transport, fact.destinationPort)
        return Service(port: fact.sourcePort, transport: transport) != .unknown
            && Service(port: destinationPort, transport: transport) == .unknown
    }
}

extension FlowRecord {
    /// Makes this the record of the flow whose first packet `fact` is.
    mutating func begin(_ fact: inout PacketFacts, _ arrival: Arrival, _ hash: UInt32) {
        let forward = arrival.side == 1
        self = FlowRecord()
        initiator = forward ? fact.source : fact.destination
        responder = forward ? fact.destination : fact.source
        initiatorPort = forward ? fact.sourcePort : fact.destinationPort
        responderPort = forward ? fact.destinationPort : fact.sourcePort
        transport = fact.transport
        depth = fact.depth
        self.hash = hash
        last = arrival.ns
        marks = .live
        if transport == .tcp || transport == .udp {
            marks.insert(.wantsDissection)
            service = Service(port: responderPort, transport: transport)
            let hasPorts = fact.marks.contains(.hasTransport) || initiatorPort | responderPort != 0
            if depth == 0, hasPorts { marks.insert(.countsAsTuple) }
        }
        guard !arrival.isTCP else { return }
        marks.insert(.steady)
        if forward { marks.insert(.sawOpening) }
    }
}

extension FlowBiography {
    /// Makes this the biography of the flow whose first packet `fact` is.
    mutating func begin(_ fact: inout PacketFacts, _ arrival: Arrival) {
        self = FlowBiography()
        id = fact.order
        firstSeen = arrival.ns
        vlan = fact.vlan
        interface = fact.interface
        firstFlags = TCPFlags(rawValue: arrival.flags)
        icmpType = fact.icmpType
        icmpCode = fact.icmpCode
        macs[arrival.side] = fact.sourceMAC
        ttls[arrival.side] = fact.ttl
    }
}
