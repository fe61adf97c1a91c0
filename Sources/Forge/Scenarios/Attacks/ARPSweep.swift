package import Vocabulary

/// ARP requests for every address of the LAN.
package enum ARPSweep: Scenario {
    package static let card = ScenarioCard(
        name: "arp-sweep", title: "ARP sweep", summary: "One machine asks for every address of its own subnet.",
        detections: [.arpSweep],
        knobs: [
            .number("rate", 100, 0.05...5000, unit: "requests/s", "requests a second"),
            .number("hosts", 254, 2...254, "addresses asked for"),
            .number("jitter", 0.2, 0...1, "part by which the time between requests varies"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let attacker = network.intruder()
        let owners = Dictionary((network.locals + [network.gateway]).map { ($0.address, $0) }) { first, _ in first }
        let block = network.block.base.v4Bits
        var remaining = (1...UInt32(knobs.count("hosts"))).map { IPAddress(v4: block | $0) }[...]
        timeline.every(
            1 / knobs.number("rate"), jitter: knobs.number("jitter"), from: start, until: .distantFuture
        ) { timeline in
            guard let address = remaining.popFirst() else { return timeline.stopRepeating() }
            guard address != attacker.address else { return }
            timeline.resolve(address, for: attacker, owner: owners[address], at: timeline.now)
        }
        return [
            ExpectedIncident(
                .arpSweep, attackers: [.address(attacker.address), .mac(attacker.mac)],
                victims: [.block(network.block)],
                start: start)
        ]
    }
}
