package import Vocabulary

/// A second DHCP server that makes itself gateway and resolver of those it answers.
package enum RogueDHCP: Scenario {
    package static let card = ScenarioCard(
        name: "rogue-dhcp", title: "Rogue DHCP server",
        summary: "After days of one DHCP server another one answers as well, faster, and names itself as gateway.",
        detections: [.rogueDHCP],
        knobs: [
            .number("clients", 8, 2...24, "clients that ask while both are there"),
            .number("interval", 30, 0.5...3600, unit: "s", "time between two clients"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let rogue = network.intruder()
        let exchange = LeaseExchange(network: network)
        let interval = knobs.number("interval")
        var honest = network.clients.suffix(4)[...]
        timeline.every(interval, jitter: 0.3, from: start, until: .distantFuture) { timeline in
            guard let client = honest.popFirst() else { return timeline.stopRepeating() }
            exchange.renew(client, by: network.gateway, at: timeline.now, on: &timeline)
        }
        let begin = start.advanced(bySeconds: 6 * interval)
        var asked = network.clients.prefix(knobs.count("clients"))
        timeline.every(interval, jitter: 0.3, from: begin, until: .distantFuture) { timeline in
            guard let client = asked.popFirst() else { return timeline.stopRepeating() }
            exchange.renew(client, by: rogue, beside: network.gateway, at: timeline.now, on: &timeline)
        }
        return [
            ExpectedIncident(
                .rogueDHCP, attackers: [.address(rogue.address), .mac(rogue.mac)],
                victims: network.clients.prefix(knobs.count("clients")).map { .address($0.address) }, start: begin)
        ]
    }
}
