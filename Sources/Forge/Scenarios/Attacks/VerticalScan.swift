package import Vocabulary

/// Many ports of one host, from one source, by any of the classic techniques.
package enum VerticalScan: Scenario {
    package static let card = ScenarioCard(
        name: "vertical-scan", title: "Vertical port scan",
        summary: "One source tries many ports of one host; closed ports refuse, filtered ones stay silent.",
        detections: [.portScanVertical],
        knobs: [
            .choice(
                "technique", "syn", ["syn", "connect", "fin", "null", "xmas", "ack", "udp"], "how a port is tried"),
            .number("rate", 100, 0.01...10_000, unit: "ports/s", "ports tried a second"),
            .number("ports", 1000, 1...65_535, "ports tried in all"),
            .number("open", 4, 0...20, "how many of them answer as open"),
            .number("filtered", 0, 0...1, "part of the ports that never answer"),
            .number(
                "fragment", 0, 0...64, unit: "bytes", "what each IP fragment of a raw probe carries; 0 sends it whole"),
            .number("decoys", 0, 0...20, "spoofed sources that send every probe as well"),
            .number("jitter", 0.2, 0...1, "part by which the time between probes varies"),
            .choice("origin", "inside", ["inside", "outside"], "where the scanner is"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let inside = knobs.choice("origin") == "inside"
        let attacker = inside ? network.intruder() : network.remote(IPAddress(203, 0, 113, 77))
        let victim = network.servers[1]
        let wellKnown: [UInt16] = [
            22, 80, 443, 445, 3389, 21, 23, 25, 53, 110, 135, 139, 143, 993, 995, 1433, 3306, 5432, 5900, 8080,
        ]
        var ports = Array(wellKnown.prefix(knobs.count("ports")))
        for port in 1...65_535 as ClosedRange<UInt16> where ports.count < knobs.count("ports") {
            if !wellKnown.contains(port) { ports.append(port) }
        }
        let open = Set(ports.prefix(knobs.count("open")))
        timeline.random.shuffle(&ports)
        let decoys = (0..<knobs.count("decoys")).map { index -> Host in
            var decoy = attacker
            decoy.address =
                inside
                ? network.intruder(UInt8(205 + index)).address : IPAddress(198, 51, 100, UInt8(20 + 7 * index))
            return decoy
        }
        var probe = PortProbe(
            technique: knobs.choice("technique"), victim: victim,
            source: UInt16(timeline.random.integer(in: 33_000...61_000)))
        probe.fragment = knobs.count("fragment")
        if inside { timeline.resolve(victim.address, for: attacker, owner: victim, at: start) }
        let interval = 1 / knobs.number("rate")
        let filtered = knobs.number("filtered")
        var remaining = ports[...]
        let first = start.advanced(bySeconds: 0.01)
        timeline.every(interval, jitter: knobs.number("jitter"), from: first, until: .distantFuture) { timeline in
            guard let port = remaining.popFirst() else { return timeline.stopRepeating() }
            let silent = !open.contains(port) && timeline.random.chance(filtered)
            for host in decoys + [attacker] {
                probe.send(to: port, from: host, isOpen: open.contains(port), isSilent: silent, on: &timeline)
            }
        }
        return [
            ExpectedIncident(
                .portScanVertical, attackers: ([attacker] + decoys).map { .address($0.address) },
                victims: [.address(victim.address)], start: start)
        ]
    }
}
