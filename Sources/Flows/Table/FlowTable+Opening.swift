import Bedrock
import Vocabulary

extension FlowTable {
    /// Opens the flow of a packet that belongs to none. Leaves the fact without a flow when the table is full.
    mutating func open(_ fact: inout PacketFacts, into events: inout EventBuffer) {
        guard active < settings.capacity || evict(for: fact, into: &events) else {
            numbers.refused &+= 1
            return
        }
        let fromInitiator = Self.isFromInitiator(fact)
        let arrival = Arrival(fact, fromInitiator: fromInitiator)
        let number: UInt32
        if let reused = free.popLast() {
            number = reused
        } else {
            number = used
            used += 1
        }
        let hash = BucketIndex.short(fact.hash)
        index.insert(hash, number, at: index.vacancy(hash))
        records[Int(number)] = Self.record(fact, arrival, hash)
        biographies[Int(number)] = Self.biography(fact, arrival)
        active += 1
        numbers.opened &+= 1
        if fact.depth > 0 { numbers.openedInTunnels &+= 1 }
        tick.newFlows &+= 1
        countTuple(number)
        var gap: Int64 = 0
        _ = records[Int(number)].count(arrival, gap: &gap)
        write(arrival, number)
        if arrival.isTCP {
            begin(number, arrival, fact)
        } else {
            records[Int(number)].marks.insert(.steady)
            if fromInitiator { records[Int(number)].marks.insert(.sawOpening) }
        }
        arm(number)
        report(.opened, number, fact, into: &events)
        if records[Int(number)].state == .reset { end(number, .reset, fact.order, fact.timestamp, into: &events) }
        place(&fact, number, arrival)
    }

    private static func record(_ fact: PacketFacts, _ arrival: Arrival, _ hash: UInt32) -> FlowRecord {
        var record = FlowRecord()
        let forward = arrival.side == 1
        record.initiator = forward ? fact.source : fact.destination
        record.responder = forward ? fact.destination : fact.source
        record.initiatorPort = forward ? fact.sourcePort : fact.destinationPort
        record.responderPort = forward ? fact.destinationPort : fact.sourcePort
        record.transport = fact.transport
        record.depth = fact.depth
        record.hash = hash
        record.last = arrival.ns
        record.marks = .live
        if fact.transport == .tcp || fact.transport == .udp {
            record.marks.insert(.wantsDissection)
            record.service = Service(port: record.responderPort, transport: fact.transport)
            let hasPorts = fact.marks.contains(.hasTransport) || fact.sourcePort | fact.destinationPort != 0
            if fact.depth == 0, hasPorts { record.marks.insert(.countsAsTuple) }
        }
        return record
    }

    private static func biography(_ fact: PacketFacts, _ arrival: Arrival) -> FlowBiography {
        var biography = FlowBiography()
        biography.id = fact.order
        biography.firstSeen = arrival.ns
        biography.vlan = fact.vlan
        biography.interface = fact.interface
        biography.firstFlags = TCPFlags(rawValue: arrival.flags)
        biography.icmpType = fact.icmpType
        biography.icmpCode = fact.icmpCode
        biography.macs[arrival.side] = fact.sourceMAC
        biography.ttls[arrival.side] = fact.ttl
        return biography
    }

    /// Did the initiator send the first packet seen of a flow?
    ///
    /// A SYN comes from the initiator and a SYN-ACK goes to it; an answer of ICMP goes to who asked. A flow joined midway is judged by
    /// the known-service port when exactly one side has one, else by who spoke first. The lower port proves nothing.
    static func isFromInitiator(_ fact: PacketFacts) -> Bool {
        switch fact.transport {
        case .tcp:
            guard fact.marks.contains(.hasTransport) else { return true }
            if fact.tcpFlags.opens { return true }
            if fact.tcpFlags.answersOpen { return false }
            guard fact.tcpFlags.contains(.ack) || fact.payloadLength > 0 else { return true }
            return !speaksFromService(fact)
        case .udp: return !speaksFromService(fact)
        case .icmp:
            // Answers of echo, timestamp, information and mask requests (RFC 792, RFC 950).
            return !(fact.marks.contains(.hasTransport) && [0, 14, 16, 18].contains(fact.icmpType))
        case .icmpv6: return !(fact.marks.contains(.hasTransport) && fact.icmpType == 129)
        default: return true
        }
    }

    private static func speaksFromService(_ fact: PacketFacts) -> Bool {
        Service(port: fact.sourcePort, transport: fact.transport) != .unknown
            && Service(port: fact.destinationPort, transport: fact.transport) == .unknown
    }

    private mutating func countTuple(_ number: UInt32) {
        guard records[Int(number)].marks.contains(.countsAsTuple) else { return }
        if tuples.isEmpty || !tuples.contains(TupleSet.digest(records[Int(number)])) { numbers.distinctTuples &+= 1 }
    }
}
