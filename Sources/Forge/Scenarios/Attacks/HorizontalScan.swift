package import Vocabulary

/// One port of many hosts, from one source.
package enum HorizontalScan: Scenario {
    package static let card = ScenarioCard(
        name: "horizontal-scan", title: "Horizontal scan",
        summary: "One source tries the same port on many hosts; few exist, fewer answer.",
        detections: [.scanHorizontal],
        knobs: [
            .number("rate", 20, 0.01...10_000, unit: "hosts/s", "hosts tried a second"),
            .number("hosts", 254, 2...65_000, "hosts tried in all"),
            .number("port", 445, 1...65_535, "the port"),
            .number("alive", 0.06, 0...1, "part of the hosts that exist and refuse or accept"),
            .number("open", 0.3, 0...1, "part of the existing hosts whose port is open"),
            .choice("technique", "syn", ["syn", "connect"], "how a port is tried"),
            .choice("target", "routed", ["routed", "internet"], "another subnet of the same owner, or the Internet"),
            .number("jitter", 0.2, 0...1, "part by which the time between probes varies"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let attacker = network.intruder()
        let port = UInt16(knobs.count("port"))
        let alive = knobs.number("alive")
        let open = knobs.number("open")
        let routed = knobs.choice("target") == "routed"
        var addresses = (0..<knobs.count("hosts")).map { index in
            routed
                ? IPAddress(v4: 0x0A28_0000 + UInt32(index) + 1)
                : IPAddress.randomGlobal(&timeline.random)
        }
        if routed { timeline.random.shuffle(&addresses) }
        var remaining = addresses[...]
        var probe = PortProbe(technique: knobs.choice("technique"), victim: attacker, source: 41_234)
        timeline.every(
            1 / knobs.number("rate"), jitter: knobs.number("jitter"), from: start, until: .distantFuture
        ) { timeline in
            guard let address = remaining.popFirst() else { return timeline.stopRepeating() }
            probe.victim = network.remote(address)
            let exists = timeline.random.chance(alive)
            probe.send(
                to: port, from: attacker, isOpen: exists && timeline.random.chance(open), isSilent: !exists,
                on: &timeline)
        }
        let victims: [Party] = routed ? addresses.map { .address($0) } : []
        return [
            ExpectedIncident(.scanHorizontal, attackers: [.address(attacker.address)], victims: victims, start: start)
        ]
    }
}
