package import Vocabulary

/// Many servers answer a host that never opened a connection to them: somebody opens them in its name.
///
/// State is kept for a victim from 24 unasked SYN-ACKs or RSTs in two seconds on. Bounds: 512 victims. One server that answers many
/// hosts is the other side of the same story (it is being flooded) and is not counted here.
package struct TcpReflectionFlood: DetectionRule {
    package static let card = RuleCard(
        name: "tcp-reflection-flood", title: "TCP reflection",
        summary:
            "A host receives SYN-ACKs or RSTs from many servers without having sent them a SYN. The servers are abused, "
            + "the attacker is not to be seen.",
        detections: [.tcpReflectionFlood], techniques: ["T1498.002"], severity: .high,
        options: [
            CardOption("answers_per_second", 100, 10...1_000_000, "packets", "unasked SYN-ACKs and RSTs in one second"),
            CardOption("answers_in_ten", 500, 20...10_000_000, "packets", "the same in ten seconds"),
            CardOption("servers", 10, 2...10_000, "hosts", "different hosts that answer"),
        ],
        blindSpots: [
            "A capture of only the incoming direction of a busy proxy looks the same.",
            "Reflection over fewer than ten servers.",
        ],
        rationale:
            "The rate is that of `syn-flood`, seen from the other side (NetWatch, 100 a second). Left alone: flows joined "
            + "midway, backscatter of one flooded server, resets after a table loss.")
    package static let interests: EventKinds = [.opened, .progressed, .closed]
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds {
        kind == .opened ? [.tcp, .silent] : [.otherTCP, .silent]
    }

    package static var glances: Bool { true }

    private var victims = SiftedTable<Victim>(capacity: 512, promotion: 24, slots: 2048)
    private let limits: FloodCount.Limits
    private let servers: Int

    private struct Victim {
        let address: IPAddress
        /// Events are unasked answers, settled are openings of its own.
        var count: FloodCount
        var senders = SourceTally()
        var ports = PortTally()
        var resets: UInt64 = 0
    }

    package init(settings: RuleSettings) {
        limits = FloodCount.Limits(
            second: Int(settings["answers_per_second"]), ten: Int(settings["answers_in_ten"]))
        servers = Int(settings["servers"])
    }

    /// Openings matter only where there are victims.
    @inline(__always)
    package mutating func glance(
        _ events: Span<FlowEvent>, _ index: Int, _ context: borrowing DetectionContext
    ) -> Bool {
        guard events[index].flow.firstFlags.opens else { return true }
        guard victims.count > 0 else { return false }
        return events[index].kind == .opened
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard event.flow.key.transport == .tcp else { return }
        let flags = event.flow.firstFlags
        if flags.opens {
            guard event.kind == .opened, victims.count > 0,
                let place = victims.find(Digest.of(event.flow.key.initiator))
            else { return }
            victims[place].count.settle()
            return
        }
        guard flags.answersOpen || flags.contains(.rst) else { return }
        let flow = event.flow
        // Who sent it is judged by who has packets: the table may have turned the flow round.
        let isTurned = flow.initiator.packets == 0
        guard isTurned || flow.responder.packets == 0 else { return }
        let sender = isTurned ? flow.key.responder : flow.key.initiator
        let address = isTurned ? flow.key.initiator : flow.key.responder
        let packets = isTurned ? flow.responder.deltaPackets : flow.initiator.deltaPackets
        guard packets > 0, address.isUnicast else { return }
        guard
            let place = victims.place(
                of: Digest.of(address), adding: packets, at: event.timestamp,
                make: { _ in Victim(address: address, count: FloodCount(at: flow.firstSeen)) })
        else { return }
        if victims[place].count.advance(to: event.timestamp), let finding = judged(&victims[place]) {
            report.report(finding)
        }
        victims[place].count.add(packets, at: flow.lastSeen)
        if flags.contains(.rst) { victims[place].resets += UInt64(packets) }
        victims[place].senders.add(sender, amount: UInt64(packets))
        victims[place].ports.add(isTurned ? flow.key.responderPort : flow.key.initiatorPort)
        if event.kind == .opened { victims[place].count.note(flow: flow.id) }
    }

    private func judged(_ victim: inout Victim) -> Finding? {
        let ten = victim.count.sum(seconds: 10)
        guard let crossing = FloodCount.Crossing(victim.count.sum(seconds: 1).events, ten.events, limits),
            victim.senders.distinct >= servers, ten.settled * 4 <= ten.events, victim.count.speaks()
        else { return nil }
        return finding(victim, crossing)
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let rule = self
        victims.conclude(&report) { victim in
            if let finding = rule.judged(&victim) { return finding }
            guard victim.count.concludes() else { return nil }
            let last = victim.count.sum(seconds: 10).events
            return rule.finding(victim, FloodCount.Crossing(last, threshold: rule.limits.ten, seconds: 10))
        }
    }

    private func finding(_ victim: Victim, _ crossing: FloodCount.Crossing) -> Finding {
        Finding(
            detection: .tcpReflectionFlood,
            summary: "Servers answer \(victim.address), which did not open a connection to them", severity: .high,
            confidence: 0.85, techniques: ["T1498.002"], attackers: [], victims: [.address(victim.address)],
            evidence: [
                Evidence("unasked_answers", count: crossing.count, threshold: Double(crossing.threshold)),
                Evidence("window_seconds", measure: crossing.seconds),
                Evidence("packets", count: victim.count.total),
                Evidence("resets", count: victim.resets),
                Evidence("reflector_count", count: victim.senders.distinct, threshold: Double(servers)),
                Evidence(
                    "reflectors", .list(victim.senders.senders(share: 0, atLeast: 1).map(\.description))),
                Evidence("reflector_ports", .list(victim.ports.leaders.map(String.init))),
            ], flows: victim.count.flows, firstSeen: victim.count.firstSeen, lastSeen: victim.count.lastSeen)
    }
}
