import Detection
import Flows
import Vocabulary

/// A hand-written sequence of flow events, played to one rule.
struct Scene {
    private(set) var events: [FlowEvent] = []
    private var order: UInt64 = 0
    static let client = IPAddress(10, 0, 0, 5)
    static let server = IPAddress(10, 0, 0, 80)
    static let outside = IPAddress(203, 0, 113, 9)

    /// A new flow; nothing is played yet.
    mutating func flow(
        _ client: IPAddress = Scene.client, to server: IPAddress = Scene.server, port: UInt16,
        transport: IPProtocol = .tcp, at time: Double, service: Service = .unknown
    ) -> FlowSnapshot {
        order += 8
        var flow = FlowSnapshot(
            key: FlowKey(
                initiator: client, initiatorPort: 40_000 &+ UInt16(truncatingIfNeeded: order / 8 % 20_000),
                responder: server,
                responderPort: port, transport: transport))
        flow.id = order
        flow.firstSeen = Timestamp(seconds: time)
        flow.lastSeen = flow.firstSeen
        flow.sawOpening = true
        flow.service = service
        return flow
    }

    mutating func play(
        _ kind: FlowEvent.Kind, _ flow: FlowSnapshot, at time: Double, _ detail: FlowEvent.Detail = .none
    ) {
        order += 8
        var flow = flow
        flow.lastSeen = Timestamp(seconds: time)
        events.append(
            FlowEvent(order: order, timestamp: Timestamp(seconds: time), kind: kind, flow: flow, detail: detail))
    }

    mutating func fact(_ fact: ApplicationFact, _ flow: FlowSnapshot, at time: Double) {
        play(.application, flow, at: time, .application(fact))
    }

    /// A connection that opens, carries so much each way, and closes.
    @discardableResult
    mutating func connection(
        _ client: IPAddress = Scene.client, to server: IPAddress = Scene.server, port: UInt16,
        transport: IPProtocol = .tcp, at time: Double, lasting: Double = 1, up: UInt64 = 500, down: UInt64 = 800,
        service: Service = .unknown, ending: Ending = .closed, facts: [ApplicationFact] = []
    ) -> FlowSnapshot {
        var flow = flow(client, to: server, port: port, transport: transport, at: time, service: service)
        play(.opened, flow, at: time)
        for item in facts { fact(item, flow, at: time + lasting * 0.9) }
        flow.initiator.payload = up
        flow.responder.payload = down
        flow.initiator.deltaPayload = UInt32(clamping: up)
        flow.responder.deltaPayload = UInt32(clamping: down)
        flow.ending = ending
        play(.closed, flow, at: time + lasting)
        return flow
    }

    /// What the rule finds, with the capture ended a second after the last event.
    func findings(_ rule: any DetectionRule.Type, settings: [String: Double] = [:]) -> [Finding] {
        var rules = RuleSet(
            context: DetectionContext(home: HomeNetworks(), hosts: HostWindows()), catalog: [rule],
            settings: [rule.card.name: settings])
        let ordered = events.sorted { ($0.timestamp, $0.order) < ($1.timestamp, $1.order) }
        for event in ordered { rules.observe(event) }
        let last = ordered.last?.timestamp ?? Timestamp(nanoseconds: 0)
        rules.finish(at: last.advanced(bySeconds: 1), order: order + 8)
        return rules.drain()
    }
}

/// A fixed pseudo-random sequence (xorshift64).
struct Noise {
    private var state: UInt64
    init(_ seed: UInt64 = 88_172_645_463_325_252) { state = seed | 1 }
    mutating func bits() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
    /// 0..<1.
    mutating func unit() -> Double { Double(bits() >> 11) / Double(UInt64(1) << 53) }
    mutating func text(_ count: Int, from alphabet: String) -> String {
        let letters = Array(alphabet)
        return String((0..<count).map { _ in letters[Int(bits() % UInt64(letters.count))] })
    }
}

extension Finding {
    func count(_ name: String) -> UInt64? {
        guard case .count(let value)? = evidence.first(where: { $0.name == name })?.value else { return nil }
        return value
    }
    func measure(_ name: String) -> Double? {
        guard case .measure(let value)? = evidence.first(where: { $0.name == name })?.value else { return nil }
        return value
    }
}
