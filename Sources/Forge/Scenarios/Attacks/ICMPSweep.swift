package import Vocabulary

/// Pings to every address of a block.
package enum ICMPSweep: Scenario {
    package static let card = ScenarioCard(
        name: "icmp-sweep", title: "ICMP sweep",
        summary: "One source pings one address after the other to see who is there.",
        detections: [.icmpSweep],
        knobs: [
            .number("rate", 20, 0.01...10_000, unit: "hosts/s", "hosts tried a second"),
            .number("hosts", 254, 2...65_000, "hosts tried in all"),
            .number("alive", 0.1, 0...1, "part of the hosts that answer"),
            .number("jitter", 0.2, 0...1, "part by which the time between pings varies"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let attacker = network.intruder()
        let alive = knobs.number("alive")
        let addresses = (0..<knobs.count("hosts")).map { IPAddress(v4: 0x0A29_0001 + UInt32($0)) }
        var remaining = addresses[...]
        let id = UInt16(truncatingIfNeeded: timeline.random.next())
        timeline.every(
            1 / knobs.number("rate"), jitter: knobs.number("jitter"), from: start, until: .distantFuture
        ) { timeline in
            guard let address = remaining.popFirst() else { return timeline.stopRepeating() }
            let target = network.remote(address)
            timeline.send(ICMP.echoRequest(id: id, sequence: 1, []), from: attacker, to: target, at: timeline.now)
            guard timeline.random.chance(alive) else { return }
            timeline.send(
                ICMP.echoReply(id: id, sequence: 1, []), from: target, to: attacker,
                at: timeline.now.advanced(bySeconds: target.delay))
        }
        return [
            ExpectedIncident(
                .icmpSweep, attackers: [.address(attacker.address)], victims: addresses.map { .address($0) },
                start: start)
        ]
    }
}
