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
            RuleOption("answers_per_second", 100, 10...1_000_000, "packets", "unasked SYN-ACKs and RSTs in one second"),
            RuleOption("answers_in_ten", 500, 20...10_000_000, "packets", "the same in ten seconds"),
            RuleOption("servers", 10, 2...10_000, "hosts", "different hosts that answer"),
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

    private var sieve = HeavySieve(slots: 2048)
    private var victims = DigestTable<Victim>(capacity: 512)
    private let second: Int
    private let ten: Int
    private let servers: Int

    private struct Victim {
        let address: IPAddress
        /// Events are unasked answers, settled are openings of its own.
        var ring = RateRing()
        var senders = SourceTally()
        var ports = PortTally()
        var packets: UInt64 = 0
        var resets: UInt64 = 0
        var flows: [UInt64] = []
        var growth = Growth()
        var firstSeen: Timestamp
        var lastSeen: Timestamp
    }

    package init(settings: RuleSettings) {
        second = Int(settings["answers_per_second"])
        ten = Int(settings["answers_in_ten"])
        servers = Int(settings["servers"])
    }

    package mutating func observe(
        _ event: FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard event.flow.key.transport == .tcp else { return }
        let flags = event.flow.firstFlags
        if flags.opens {
            guard event.kind == .opened, victims.count > 0,
                let place = victims.find(Digest.of(event.flow.key.initiator))
            else { return }
            victims[place].ring.add(settled: 1)
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
        let digest = Digest.of(address)
        let place: Int
        if let found = victims.find(digest) {
            place = found
        } else {
            guard sieve.observe(digest, amount: packets, second: event.timestamp.second) >= 24 else { return }
            place = victims.insert(
                digest, Victim(address: address, firstSeen: flow.firstSeen, lastSeen: flow.firstSeen))
        }
        if victims[place].ring.advance(to: event.timestamp) { judge(place, &report) }
        victims[place].ring.add(events: packets)
        victims[place].packets += UInt64(packets)
        if flags.contains(.rst) { victims[place].resets += UInt64(packets) }
        victims[place].senders.add(sender, amount: UInt64(packets))
        victims[place].ports.add(isTurned ? flow.key.responderPort : flow.key.initiatorPort)
        victims[place].lastSeen = max(victims[place].lastSeen, flow.lastSeen)
        if event.kind == .opened, victims[place].flows.count < 32 { victims[place].flows.append(flow.id) }
    }

    private mutating func judge(_ place: Int, _ report: inout FindingSink) {
        if let finding = judged(&victims[place]) { report.report(finding) }
    }

    private func judged(_ victim: inout Victim) -> Finding? {
        let one = victim.ring.sum(quarters: 4, grace: 0)
        let tenth = victim.ring.sum(quarters: 40, grace: 0)
        let fast = one.events >= second
        guard fast || tenth.events >= ten, victim.senders.distinct >= servers, tenth.settled * 4 <= tenth.events,
            victim.growth.speaks(Int(clamping: victim.packets), threshold: 1)
        else { return nil }
        return finding(
            victim, fast ? one.events : tenth.events, threshold: fast ? second : ten, seconds: fast ? 1 : 10)
    }

    package mutating func finish(
        at now: Timestamp, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        var last: [Finding] = []
        let rule = self
        victims.forEach { victim in
            if let finding = rule.judged(&victim) {
                last.append(finding)
            } else if victim.growth.concludes(Int(clamping: victim.packets)) {
                last.append(
                    rule.finding(
                        victim, victim.ring.sum(quarters: 40, grace: 0).events, threshold: rule.ten, seconds: 10))
            }
        }
        for finding in last { report.report(finding) }
    }

    private func finding(_ victim: Victim, _ count: Int, threshold: Int, seconds: Double) -> Finding {
        Finding(
            detection: .tcpReflectionFlood,
            summary: "Servers answer \(victim.address), which did not open a connection to them", severity: .high,
            confidence: 0.85, techniques: ["T1498.002"], attackers: [], victims: [.address(victim.address)],
            evidence: [
                Evidence("unasked_answers", count: count, threshold: Double(threshold)),
                Evidence("window_seconds", measure: seconds),
                Evidence("packets", count: victim.packets),
                Evidence("resets", count: victim.resets),
                Evidence("reflector_count", count: victim.senders.distinct, threshold: Double(servers)),
                Evidence(
                    "reflectors", .list(victim.senders.senders(share: 0, atLeast: 1).map(\.description))),
                Evidence("reflector_ports", .list(victim.ports.leaders.map(String.init))),
            ], flows: victim.flows, firstSeen: victim.firstSeen, lastSeen: victim.lastSeen)
    }
}
