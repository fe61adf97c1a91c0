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
        if Self.isPlainOpening(&fact) { return open(plain: &fact, ns, into: &events) }
        let arrival = Arrival(
            fact.transport, fact.tcpFlags, fact.marks, payload: min(fact.payloadLength, fact.wireLength),
            bytes: min(fact.ipLength, fact.wireLength), ns: ns, fromInitiator: Self.isFromInitiator(&fact))
        let number = takeRecord()
        let at = Int(number)
        let hash = BucketIndex.short(fact.hash)
        index.insert(hash, number)
        records[at].begin(&fact, arrival, hash)
        count(number, fact.hash)
        biographies[at].begin(&fact, arrival)
        arm(number)
        report(.opened, number, fact.order, fact.timestamp, into: &events)
        if records[at].state == .reset { end(number, .reset, fact.order, fact.timestamp, into: &events) }
        place(&fact, number, arrival)
    }

    @inline(__always)
    mutating func takeRecord() -> UInt32 {
        // The next flow's record is asked for, so that it is there when that is opened.
        if !free.isEmpty, let number = free.popLast() {
            noteReuse(number)
            if let next = free.last { prefetchRecord(next) }
            return number
        }
        defer { used += 1 }
        prefetchRecord(used &+ 1)
        return used
    }

    /// The mark outlives the flow: begun anew, the record keeps it.
    @inline(__always)
    private mutating func noteReuse(_ number: UInt32) {
        guard !records[Int(number)].marks.contains(.reused) else { return }
        reused.append(number)
        records[Int(number)].marks.insert(.reused)
    }

    @inline(__always)
    private func prefetchRecord(_ number: UInt32) {
        records.prefetchTwoLines(Int(number))
        biographies.prefetchTwoLines(Int(number))
    }

    /// Adds a new flow, whose packets have this hash, to the numbers.
    @inline(__always)
    private mutating func count(_ number: UInt32, _ hash: UInt64) {
        active += 1
        numbers.opened &+= 1
        tick.newFlows &+= 1
        if records[Int(number)].depth > 0 { numbers.openedInTunnels &+= 1 }
        guard records[Int(number)].marks.contains(.countsAsTuple) else { return }
        if tuples.isEmpty || !tuples.contains(TupleSet.digest(hash)) { numbers.distinctTuples &+= 1 }
    }

    /// Did the initiator send the first packet seen of a flow?
    ///
    /// A SYN comes from the initiator and a SYN-ACK goes to it; an answer of ICMP goes to who asked. A flow joined midway is judged by
    /// the known-service port when exactly one side has one, else by who spoke first. The lower port proves nothing.
    @inline(__always)
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
    /// Makes this the record of the flow whose first packet `fact` is, with that packet counted.
    @inline(__always)
    mutating func begin(_ fact: inout PacketFacts, _ arrival: Arrival, _ hash: UInt32) {
        let forward = arrival.side == 1
        let formerMarks = marks
        self = FlowRecord()
        initiator = forward ? fact.source : fact.destination
        responder = forward ? fact.destination : fact.source
        initiatorPort = forward ? fact.sourcePort : fact.destinationPort
        responderPort = forward ? fact.destinationPort : fact.sourcePort
        transport = fact.transport
        depth = fact.depth
        self.hash = hash
        last = arrival.ns
        var marks = formerMarks.intersection(.reused).union(.live)
        if transport == .tcp || transport == .udp {
            marks.insert(.wantsDissection)
            service = Service(port: responderPort, transport: transport)
            let hasPorts = fact.marks.contains(.hasTransport) || initiatorPort | responderPort != 0
            if depth == 0, hasPorts { marks.insert(.countsAsTuple) }
        }
        let side = Tally(packets: 1, bytes: UInt64(arrival.bytes), payload: UInt64(arrival.payload))
        if forward { tallies[1] = side } else { tallies[0] = side }
        flags[arrival.side] = arrival.flags
        if forward, arrival.payload != 0 { lastPulse = max(0, arrival.ns) }
        historySeen = FlowHistory(first: arrival).seen
        if arrival.isTCP {
            state = Self.begin(arrival, &marks)
        } else {
            marks.insert(.steady)
            if forward { marks.insert(.sawOpening) }
        }
        self.marks = marks
    }

    /// The state of TCP after the first packet.
    @inline(__always)
    private static func begin(_ arrival: Arrival, _ marks: inout Marks) -> TCPState {
        let flags = TCPFlags(rawValue: arrival.flags)
        if flags.opens {
            marks.insert([.sawOpening, .hasSequence])
            return .opening
        }
        if flags.answersOpen { return .answered }
        if flags.contains(.rst) { return .reset }
        if flags.contains(.fin) { marks.insert(arrival.side == 1 ? .initiatorFinished : .responderFinished) }
        return .midstream
    }
}

extension FlowBiography {
    /// Makes this the biography of the flow whose first packet `fact` is.
    @inline(__always)
    mutating func begin(_ fact: inout PacketFacts, _ arrival: Arrival) {
        self = FlowBiography()
        id = fact.order
        firstSeen = arrival.ns
        history = FlowHistory(first: arrival)
        vlan = fact.vlan
        interface = fact.interface
        if TCPFlags(rawValue: arrival.flags).opens { sequence = fact.sequence }
        firstFlags = TCPFlags(rawValue: arrival.flags)
        icmpType = fact.icmpType
        icmpCode = fact.icmpCode
        macs[arrival.side] = fact.sourceMAC
        ttls[arrival.side] = fact.ttl
    }
}

extension FlowHistory {
    /// Of a flow of one packet.
    @inline(__always)
    init(first arrival: Arrival) {
        self.init()
        if arrival.flags == TCPFlags.syn.rawValue, arrival.letters == 0 {
            add(.s, fromInitiator: arrival.side == 1)
        } else {
            add(arrival)
        }
    }

    /// What a packet adds.
    @inline(__always)
    mutating func add(_ arrival: Arrival) {
        let fromInitiator = arrival.side == 1
        let flags = TCPFlags(rawValue: arrival.flags)
        if flags.opens { add(.s, fromInitiator: fromInitiator) }
        if flags.answersOpen { add(.h, fromInitiator: fromInitiator) }
        if arrival.letters & 0x0404 != 0 { add(.a, fromInitiator: fromInitiator) }
        if arrival.letters & 0x0808 != 0 { add(.d, fromInitiator: fromInitiator) }
        if flags.contains(.fin) { add(.f, fromInitiator: fromInitiator) }
        if flags.contains(.rst) { add(.r, fromInitiator: fromInitiator) }
        if flags.contains(.syn), flags.contains(.fin) || flags.contains(.rst) { add(.i, fromInitiator: fromInitiator) }
    }
}
