@testable import Detection
import Flows
import Vocabulary

/// Hand-made flow events for the tests of rules: a small play of who opens, answers and refuses, sorted by time.
struct EventStory {
    enum Outcome {
        /// RST from the responder.
        case refused
        /// Nothing comes back; the flow times out after a minute.
        case unanswered
        /// SYN-ACK, then RST from the initiator.
        case halfOpen
        /// The handshake, then nothing.
        case connectOnly
        /// The handshake and data both ways.
        case talk
        /// The handshake is complete and the connection stays open.
        case stays
    }

    private(set) var events: [FlowEvent] = []
    private var nextID: UInt64 = 8

    static func key(
        _ from: IPAddress, _ fromPort: UInt16, _ to: IPAddress, _ toPort: UInt16, _ transport: IPProtocol
    ) -> FlowKey {
        FlowKey(initiator: from, initiatorPort: fromPort, responder: to, responderPort: toPort, transport: transport)
    }

    mutating func add(_ kind: FlowEvent.Kind, _ flow: FlowSnapshot, at time: Double, _ detail: FlowEvent.Detail = .none)
    {
        events.append(
            FlowEvent(order: 0, timestamp: Timestamp(seconds: time), kind: kind, flow: flow, detail: detail))
    }

    /// A flow whose first packet is the initiator's.
    mutating func flow(_ key: FlowKey, at time: Double, flags: TCPFlags = [], payload: UInt32 = 0) -> FlowSnapshot {
        var flow = FlowSnapshot(key: key)
        flow.id = nextID
        nextID += 8
        flow.firstSeen = Timestamp(seconds: time)
        flow.lastSeen = flow.firstSeen
        flow.firstFlags = flags
        flow.initiator.flags = flags
        flow.initiator.ttl = 64
        flow.service = Service(port: key.responderPort, transport: key.transport)
        flow.count(initiator: 1, payload: payload)
        if key.transport == .tcp { flow.state = flags.opens ? .opening : .midstream }
        flow.sawOpening = key.transport != .tcp || flags.opens
        return flow
    }

    mutating func tcp(
        _ from: IPAddress, _ to: IPAddress, port: UInt16, at time: Double, _ outcome: Outcome, flags: TCPFlags = .syn,
        fromPort: UInt16? = nil, round: Double = 0.02
    ) {
        let key = Self.key(from, fromPort ?? UInt16(32_768 + nextID / 8 % 28_000), to, port, .tcp)
        var flow = flow(key, at: time, flags: flags)
        add(.opened, flow, at: time)
        flow.settle()
        let answered = time + round
        switch outcome {
        case .refused:
            flow.answer(at: answered, flags: [.rst, .ack])
            flow.state = flags.opens ? .refused : .reset
            if flags.opens { add(.refused, flow, at: answered) }
            flow.ending = flags.opens ? .refused : .reset
            add(.closed, flow.reporting(responder: 1), at: answered)
        case .unanswered:
            flow.ending = .idle
            add(.closed, flow, at: time + 60)
        case .halfOpen:
            flow.answer(at: answered, flags: [.syn, .ack])
            flow.state = .reset
            flow.ending = .reset
            add(.closed, flow.reporting(responder: 1), at: answered)
        case .connectOnly, .talk, .stays:
            flow.answer(at: answered, flags: [.syn, .ack])
            flow.state = .established
            add(.established, flow, at: answered)
            guard outcome != .stays else { return }
            if outcome == .talk {
                flow.initiator.payload = 400
                flow.responder.payload = 4000
                flow.responder.packets += 4
            }
            flow.state = .closed
            flow.ending = .closed
            flow.lastSeen = Timestamp(seconds: answered + 0.1)
            add(.closed, flow.reporting(responder: 5), at: answered + 0.1)
        }
    }

    /// A UDP flow of one packet, answered or not; it times out after a minute.
    mutating func udp(
        _ from: IPAddress, _ to: IPAddress, port: UInt16, at time: Double, answered: Bool = false,
        unreachable: Bool = false, fromPort: UInt16 = 40_000, payload: UInt32 = 20
    ) {
        let key = Self.key(from, fromPort, to, port, .udp)
        var flow = flow(key, at: time, payload: payload)
        add(.opened, flow, at: time)
        flow.settle()
        if unreachable { add(.refused, flow, at: time + 0.01) }
        if answered { flow.answer(at: time + 0.01, flags: []) }
        flow.ending = .idle
        add(.closed, flow.reporting(responder: answered ? 1 : 0), at: time + 60)
    }

    mutating func ticks(_ range: ClosedRange<Int>) {
        let nobody = FlowSnapshot(key: Self.key(.unspecified, 0, .unspecified, 0, .tcp))
        for second in range { add(.tick, nobody, at: Double(second)) }
    }

    /// The events in time order; those of one moment as they were written.
    var inOrder: [FlowEvent] {
        events.enumerated()
            .sorted { ($0.element.timestamp, $0.offset) < ($1.element.timestamp, $1.offset) }
            .enumerated()
            .map { index, pair in
                var event = pair.element
                event.order = UInt64(index + 1) << 3
                return event
            }
    }

    /// What one rule finds in the story. `until`: the capture ends here, with every later event left out.
    func findings(
        _ rule: any DetectionRule.Type, settings: [String: Double] = [:], until end: Double = .infinity
    ) -> [Finding] {
        var rules = RuleSet(
            context: DetectionContext(home: HomeNetworks(), hosts: HostWindows()), catalog: [rule],
            settings: [rule.card.name: settings])
        let events = inOrder.filter { $0.timestamp.seconds <= end }
        for event in events { rules.observe(event) }
        let last = events.last?.timestamp ?? Timestamp(nanoseconds: 0)
        rules.finish(at: last, order: UInt64(events.count + 1) << 3)
        return rules.drain()
    }
}

extension FlowSnapshot {
    /// Adds packets of the initiator as those of this event.
    mutating func count(initiator packets: UInt32, payload: UInt32 = 0) {
        initiator.packets += UInt64(packets)
        initiator.payload += UInt64(payload)
        initiator.bytes += UInt64(packets) * 40 + UInt64(payload)
        initiator.deltaPackets = packets
        initiator.deltaPayload = payload
        initiator.deltaBytes = packets * 40 + payload
    }

    /// The counters were reported.
    mutating func settle() {
        initiator.deltaPackets = 0
        initiator.deltaPayload = 0
        initiator.deltaBytes = 0
    }

    mutating func answer(at time: Double, flags: TCPFlags) {
        responder.packets += 1
        responder.bytes += 60
        responder.flags.formUnion(flags)
        lastSeen = max(lastSeen, Timestamp(seconds: time))
    }

    func reporting(responder packets: UInt32) -> FlowSnapshot {
        var flow = self
        flow.responder.deltaPackets = packets
        flow.responder.deltaBytes = packets * 60
        return flow
    }
}

extension Finding {
    /// A number of the evidence by name.
    func number(_ name: String) -> Double? {
        guard let value = evidence.first(where: { $0.name == name })?.value else { return nil }
        switch value {
        case .count(let count): return Double(count)
        case .measure(let measure): return measure
        default: return nil
        }
    }

    func text(_ name: String) -> String? {
        guard case .text(let text) = evidence.first(where: { $0.name == name })?.value else { return nil }
        return text
    }

    func list(_ name: String) -> [String]? {
        guard case .list(let list) = evidence.first(where: { $0.name == name })?.value else { return nil }
        return list
    }
}
