import Vocabulary

/// The unasked answers one host received lately.
struct AmplifiedVictim {
    struct Limits {
        let rate: FloodCount.Limits
        let reflectors: Int
    }

    let victim: IPAddress
    /// Events are unasked answers, settled are questions of its own.
    private var count: FloodCount
    private var reflectors = SourceTally()
    private var services = PortTally()
    private var bytes: UInt64 = 0
    private var fragments: UInt64 = 0

    init(_ victim: IPAddress, carried: UInt32, at time: Timestamp) {
        self.victim = victim
        count = FloodCount(carried: carried, at: time)
    }

    mutating func advance(to now: Timestamp) -> Bool { count.advance(to: now) }
    mutating func ask() { count.settle() }

    mutating func receive(_ answer: UnaskedAnswer, _ flow: FlowSnapshot, isNew: Bool) {
        if count.isStale(at: flow.lastSeen, after: 60) {
            self = AmplifiedVictim(victim, carried: 0, at: flow.lastSeen)
        }
        count.add(answer.packets, at: flow.lastSeen)
        bytes += UInt64(answer.bytes)
        if answer.isFragment {
            fragments += UInt64(answer.packets)
        } else {
            services.add(answer.port, amount: UInt64(answer.packets))
            reflectors.add(answer.reflector, amount: UInt64(answer.packets))
        }
        if isNew { count.note(flow: flow.id) }
    }

    mutating func judge(_ limits: Limits) -> Finding? {
        let one = count.sum(seconds: 1).events
        let ten = count.sum(seconds: 10)
        guard ten.settled * 3 <= ten.events,
            let crossing = FloodCount.Crossing(
                one, reflectors.distinct >= limits.reflectors ? ten.events : -1, limits.rate),
            count.speaks()
        else { return nil }
        return finding(crossing)
    }

    mutating func conclude(_ limits: Limits) -> Finding? {
        if let finding = judge(limits) { return finding }
        guard count.concludes() else { return nil }
        return finding(
            FloodCount.Crossing(count.sum(seconds: 10).events, threshold: limits.rate.ten, seconds: 10))
    }

    private func finding(_ crossing: FloodCount.Crossing) -> Finding {
        let service = Amplifier(port: services.leader.port)?.rawValue ?? "udp"
        let evidence = [
            Evidence("unasked_answers", count: crossing.count, threshold: Double(crossing.threshold)),
            Evidence("window_seconds", measure: crossing.seconds),
            Evidence("packets", count: count.total),
            Evidence("bytes", count: bytes),
            Evidence("fragments", count: fragments),
            Evidence("reflector_count", count: reflectors.distinct),
            Evidence(
                "reflectors", .list(reflectors.senders(share: 0, atLeast: 1).prefix(16).map(\.description))),
            Evidence("service", text: service),
        ]
        return Finding(
            detection: .udpFlood, summary: "Reflected \(service) answers flood \(victim), which did not ask",
            severity: crossing.count >= 10 * crossing.threshold ? .critical : .high,
            confidence: min(0.97, 0.75 + 0.05 * crossing.excess), techniques: ["T1498.002"],
            attackers: [], victims: [.address(victim)], evidence: evidence, flows: count.flows,
            firstSeen: count.firstSeen, lastSeen: count.lastSeen)
    }
}
