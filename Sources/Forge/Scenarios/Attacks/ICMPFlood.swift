package import Vocabulary

/// More pings than a host can answer.
package enum ICMPFlood: Scenario {
    package static let card = ScenarioCard(
        name: "icmp-flood", title: "ICMP flood", summary: "Echo requests as fast as the line allows.",
        detections: [.icmpFlood],
        knobs: [
            .number("rate", 1500, 1...100_000, unit: "packets/s", "requests a second"),
            .number("duration", 20, 0.1...86_400, unit: "s", "how long"),
            .number("size", 56, 0...1472, unit: "bytes", "payload of each"),
            .flag("spoofed", false, "every request from another invented address"),
            .number("answered", 0.8, 0...1, "part of the requests that are answered"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let victim = network.servers[2]
        let single = network.remote(IPAddress(203, 0, 113, 46))
        let spoofed = knobs.flag("spoofed")
        let answered = knobs.number("answered")
        let payload = (0..<knobs.count("size")).map { UInt8(truncatingIfNeeded: 0x10 + $0) }
        var sequence: UInt16 = 0
        let end = start.advanced(bySeconds: knobs.number("duration"))
        timeline.burst(knobs.number("rate"), from: start, until: end) { timeline, time in
            var source = single
            if spoofed { source.address = .randomGlobal(&timeline.random) }
            sequence &+= 1
            timeline.send(ICMP.echoRequest(id: 0x4D4D, sequence: sequence, payload), from: source, to: victim, at: time)
            guard timeline.random.chance(answered) else { return }
            timeline.send(
                ICMP.echoReply(id: 0x4D4D, sequence: sequence, payload), from: victim, to: source,
                at: time.advanced(bySeconds: victim.delay))
        }
        return [
            ExpectedIncident(
                .icmpFlood, attackers: spoofed ? [] : [.address(single.address)], victims: [.address(victim.address)],
                start: start)
        ]
    }
}
