package import Vocabulary

/// A machine of the LAN that says it is the gateway, and tells the gateway that it is the victim.
package enum ARPSpoof: Scenario {
    package static let card = ScenarioCard(
        name: "arp-spoof", title: "ARP spoofing",
        summary: "False ARP replies put a machine between a client and the gateway; what passes is forwarded.",
        detections: [.arpSpoof],
        knobs: [
            .number("interval", 2, 0.1...60, unit: "s", "time between two rounds of false replies"),
            .number("duration", 120, 2...86_400, unit: "s", "how long"),
            .flag("relays", true, "whether the victim's traffic is forwarded"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let attacker = network.intruder()
        let victim = network.clients[2]
        let gateway = network.gateway
        timeline.resolve(gateway.address, for: victim, owner: gateway, at: start)
        timeline.resolve(victim.address, for: gateway, owner: victim, at: start.advanced(bySeconds: 1))
        timeline.resolve(gateway.address, for: attacker, owner: gateway, at: start.advanced(bySeconds: 6))
        timeline.resolve(victim.address, for: attacker, owner: victim, at: start.advanced(bySeconds: 6.1))
        let begin = start.advanced(bySeconds: 8)
        let end = begin.advanced(bySeconds: knobs.number("duration"))
        timeline.every(knobs.number("interval"), jitter: 0.05, from: begin, until: end) { timeline in
            for (told, claimed) in [(victim, gateway), (gateway, victim)] {
                timeline.emit(
                    Ethernet(from: attacker.mac, to: told.mac)
                        / ARP.reply(claimed.address, isAt: attacker.mac, to: told.address, mac: told.mac),
                    at: timeline.now)
            }
        }
        if knobs.flag("relays") {
            let far = network.remote(IPAddress(0x17, 4, 99, 12))
            timeline.every(3, jitter: 0.5, from: begin.advanced(bySeconds: 1), until: end) { timeline in
                relay(victim, far, by: attacker, through: gateway, on: &timeline)
            }
        }
        return [
            ExpectedIncident(
                .arpSpoof, attackers: [.mac(attacker.mac), .address(attacker.address)],
                victims: [.address(gateway.address), .address(victim.address)], start: begin)
        ]
    }

    /// A ping of the victim, seen twice each way: on its way to the false gateway and from there on.
    private static func relay(
        _ victim: Host, _ far: Host, by attacker: Host, through gateway: Host, on timeline: inout Timeline
    ) {
        let sequence = UInt16(truncatingIfNeeded: timeline.random.next())
        let ask = ICMP.echoRequest(id: 9, sequence: sequence)
        let answer = ICMP.echoReply(id: 9, sequence: sequence)
        let now = timeline.now
        func put(
            _ message: ICMP, _ from: Host, _ to: Host, _ source: MACAddress, _ target: MACAddress, _ ttl: UInt8,
            _ wait: Double, _ timeline: inout Timeline
        ) {
            timeline.emit(
                Ethernet(from: source, to: target) / IPv4(from: from.address, to: to.address, ttl: ttl) / message,
                at: now.advanced(bySeconds: wait))
        }
        put(ask, victim, far, victim.mac, attacker.mac, victim.ttl, 0, &timeline)
        put(ask, victim, far, attacker.mac, gateway.mac, victim.ttl - 1, 0.000_2, &timeline)
        put(answer, far, victim, gateway.mac, attacker.mac, far.ttl, far.delay, &timeline)
        put(answer, far, victim, attacker.mac, victim.mac, far.ttl - 1, far.delay + 0.000_2, &timeline)
    }
}
