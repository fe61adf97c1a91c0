package import Vocabulary

/// One machine that asks for addresses under ever new names until the server has none left.
package enum DHCPStarvation: Scenario {
    package static let card = ScenarioCard(
        name: "dhcp-starvation", title: "DHCP starvation",
        summary: "Requests with invented hardware addresses use up the pool of the DHCP server.",
        detections: [.dhcpStarvation],
        knobs: [
            .number("rate", 20, 0.2...5000, unit: "requests/s", "discover messages a second"),
            .number("count", 400, 5...1_000_000, "discover messages in all"),
            .number("pool", 90, 0...250, "addresses the server has left"),
            .flag("source", true, "whether the frame's own source address is invented as well"),
            .flag("takes", true, "whether offers are accepted"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let attacker = network.intruder()
        var pool = knobs.count("pool")
        var left = knobs.count("count")
        let invents = knobs.flag("source")
        let takes = knobs.flag("takes")
        let exchange = LeaseExchange(network: network)
        timeline.every(1 / knobs.number("rate"), jitter: 0.3, from: start, until: .distantFuture) { timeline in
            left -= 1
            if left == 0 { timeline.stopRepeating() }
            let invented = MACAddress(bits: timeline.random.next() & 0xFEFF_FFFF_FFFF)
            var host = attacker
            host.mac = invents ? invented : attacker.mac
            let transaction = UInt32(truncatingIfNeeded: timeline.random.next())
            exchange.broadcast(
                DHCP(.discover, transaction: transaction, clientMAC: invented), from: host, at: timeline.now,
                on: &timeline)
            guard pool > 0 else { return }
            pool -= 1
            let address = IPAddress(v4: network.block.base.v4Bits | UInt32(150 + pool % 100))
            let offered = timeline.now.advanced(bySeconds: 0.002)
            exchange.answer(.offer, transaction, address, to: invented, by: network.gateway, at: offered, on: &timeline)
            guard takes else { return }
            var request = DHCP(.request, transaction: transaction, clientMAC: invented)
            request.requested = address
            request.server = network.gateway.address
            exchange.broadcast(request, from: host, at: offered.advanced(bySeconds: 0.002), on: &timeline)
            exchange.answer(
                .ack, transaction, address, to: invented, by: network.gateway, at: offered.advanced(bySeconds: 0.004),
                on: &timeline)
        }
        return [
            // With invented frame addresses nothing on the wire names the machine behind them.
            ExpectedIncident(
                .dhcpStarvation, attackers: invents ? [] : [.mac(attacker.mac), .address(attacker.address)],
                victims: [.address(network.gateway.address)], start: start)
        ]
    }
}
