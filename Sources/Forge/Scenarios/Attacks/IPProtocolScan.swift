package import Vocabulary

/// Which IP protocols a host speaks: one probe for each protocol number.
package enum IPProtocolScan: Scenario {
    package static let card = ScenarioCard(
        name: "ip-protocol-scan", title: "IP protocol scan",
        summary: "One source sends an empty packet of every IP protocol; the host says which ones it does not know.",
        detections: [.ipProtocolScan],
        knobs: [
            .number("rate", 20, 0.05...1000, unit: "probes/s", "probes a second"),
            .number("protocols", 256, 2...256, "protocol numbers tried"),
            .number("jitter", 0.2, 0...1, "part by which the time between probes varies"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let attacker = network.intruder()
        let victim = network.servers[1]
        var numbers = Array(0..<knobs.count("protocols")).map { UInt8($0) }
        timeline.random.shuffle(&numbers)
        var remaining = numbers[...]
        timeline.resolve(victim.address, for: attacker, owner: victim, at: start)
        let first = start.advanced(bySeconds: 0.01)
        timeline.every(
            1 / knobs.number("rate"), jitter: knobs.number("jitter"), from: first, until: .distantFuture
        ) { timeline in
            guard let number = remaining.popFirst() else { return timeline.stopRepeating() }
            probe(number, from: attacker, to: victim, on: &timeline)
        }
        return [
            ExpectedIncident(
                .ipProtocolScan, attackers: [.address(attacker.address)], victims: [.address(victim.address)],
                start: start)
        ]
    }

    private static func probe(_ number: UInt8, from attacker: Host, to victim: Host, on timeline: inout Timeline) {
        let now = timeline.now
        let answered = now.advanced(bySeconds: victim.delay)
        switch number {
        case 1:
            timeline.send(ICMP.echoRequest(id: 7, sequence: 1, []), from: attacker, to: victim, at: now)
            timeline.send(ICMP.echoReply(id: 7, sequence: 1, []), from: victim, to: attacker, at: answered)
        case 6:
            timeline.send(
                TCP(from: 50_123, to: 80, .ack, sequence: 1, acknowledgment: 1), from: attacker, to: victim, at: now)
            timeline.send(
                TCP(from: 80, to: 50_123, .rst, sequence: 1, window: 0), from: victim, to: attacker, at: answered)
        case 17:
            timeline.sendUDP([], from: attacker, 50_123, to: victim, 40_125, at: now)
        case 58:
            timeline.send(
                OpaqueInternetContent(protocol: 58, [128, 0, 0, 0, 0, 0, 0, 0]), from: attacker, to: victim, at: now)
        default:
            timeline.send(OpaqueInternetContent(protocol: number), from: attacker, to: victim, at: now)
            guard ![2, 41, 47, 132, 136].contains(number), timeline.random.chance(0.5) else { return }
            let quoted = (IPv4(from: attacker.address, to: victim.address) / OpaqueInternetContent(protocol: number))
                .bytes
            timeline.send(ICMP.unreachable(code: 2, quoting: quoted), from: victim, to: attacker, at: answered)
        }
    }
}
