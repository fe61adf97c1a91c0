import Vocabulary

/// The unasked answers one host received lately.
struct AmplifiedVictim {
    struct Limits {
        let second: Int
        let ten: Int
        let reflectors: Int
    }

    let victim: IPAddress
    /// Events are unasked answers, settled are questions of its own.
    private var ring = RateRing()
    private var reflectors = SourceTally()
    private var services = PortTally()
    private var growth = Growth()
    private var packets: UInt64 = 0
    private var bytes: UInt64 = 0
    private var fragments: UInt64 = 0
    private var flows: [UInt64] = []
    private var firstSeen: Timestamp
    private var lastSeen: Timestamp

    init(_ victim: IPAddress, carried: UInt32, at time: Timestamp) {
        self.victim = victim
        firstSeen = time
        lastSeen = time
        _ = ring.advance(to: time)
        ring.add(events: carried)
        packets = UInt64(carried)
    }

    mutating func advance(to now: Timestamp) -> Bool { ring.advance(to: now) }
    mutating func ask() { ring.add(settled: 1) }

    mutating func receive(_ answer: UnaskedAnswer, _ flow: FlowSnapshot, isNew: Bool) {
        if flow.lastSeen.seconds(since: lastSeen) > 60, growth.reported == 0 {
            self = AmplifiedVictim(victim, carried: 0, at: flow.lastSeen)
        }
        ring.add(events: answer.packets)
        packets += UInt64(answer.packets)
        bytes += UInt64(answer.bytes)
        if answer.isFragment {
            fragments += UInt64(answer.packets)
        } else {
            services.add(answer.port, amount: UInt64(answer.packets))
            reflectors.add(answer.reflector, amount: UInt64(answer.packets))
        }
        lastSeen = max(lastSeen, flow.lastSeen)
        if isNew, flows.count < 32 { flows.append(flow.id) }
    }

    mutating func judge(_ limits: Limits) -> Finding? {
        let one = ring.sum(quarters: 4, grace: 0)
        let ten = ring.sum(quarters: 40, grace: 0)
        let asksLittle = ten.settled * 3 <= ten.events
        let fast = one.events >= limits.second
        let slow = ten.events >= limits.ten && reflectors.distinct >= limits.reflectors
        guard asksLittle, fast || slow, growth.speaks(Int(clamping: packets), threshold: 1) else { return nil }
        return finding(
            fast ? one.events : ten.events, threshold: fast ? limits.second : limits.ten, seconds: fast ? 1 : 10)
    }

    mutating func conclude(_ limits: Limits) -> Finding? {
        if let finding = judge(limits) { return finding }
        guard growth.concludes(Int(clamping: packets)) else { return nil }
        return finding(ring.sum(quarters: 40, grace: 0).events, threshold: limits.ten, seconds: 10)
    }

    private func finding(_ count: Int, threshold: Int, seconds: Double) -> Finding {
        let service = Amplifier(port: services.leader.port)?.rawValue ?? "udp"
        let evidence = [
            Evidence("unasked_answers", count: count, threshold: Double(threshold)),
            Evidence("window_seconds", measure: seconds),
            Evidence("packets", count: packets),
            Evidence("bytes", count: bytes),
            Evidence("fragments", count: fragments),
            Evidence("reflector_count", count: reflectors.distinct),
            Evidence(
                "reflectors", .list(reflectors.senders(share: 0, atLeast: 1).prefix(16).map(\.description))),
            Evidence("service", text: service),
        ]
        return Finding(
            detection: .udpFlood, summary: "Reflected \(service) answers flood \(victim), which did not ask",
            severity: count >= 10 * threshold ? .critical : .high,
            confidence: min(0.97, 0.75 + 0.05 * Double(count) / Double(max(threshold, 1))), techniques: ["T1498.002"],
            attackers: [], victims: [.address(victim)], evidence: evidence, flows: flows, firstSeen: firstSeen,
            lastSeen: lastSeen)
    }
}
