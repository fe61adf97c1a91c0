package import Vocabulary

/// Data hidden in the payload of pings.
package enum ICMPTunnel: Scenario {
    package static let card = ScenarioCard(
        name: "icmp-tunnel", title: "ICMP tunnel",
        summary: "A client exchanges echo packets with a far host whose payload is never the same.",
        detections: [.icmpTunnel],
        knobs: [
            .number("rate", 2000, 1...200_000, unit: "bytes/s", "data sent out a second"),
            .number("size", 400, 16...1400, unit: "bytes", "largest payload"),
            .number("duration", 120, 1...604_800, unit: "s", "how long"),
            .number("jitter", 0.5, 0...1, "part by which the time between packets varies"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let client = network.clients[4]
        let far = network.remote(IPAddress(198, 51, 100, 90))
        let size = knobs.count("size")
        let id = UInt16(truncatingIfNeeded: timeline.random.next())
        var sequence: UInt16 = 0
        let end = start.advanced(bySeconds: knobs.number("duration"))
        timeline.every(
            Double(size) / knobs.number("rate"), jitter: knobs.number("jitter"), from: start, until: end
        ) { timeline in
            sequence &+= 1
            let out = timeline.random.bytes(timeline.random.integer(in: size * 3 / 5...size))
            let back = timeline.random.bytes(timeline.random.integer(in: size / 4...size))
            timeline.send(ICMP.echoRequest(id: id, sequence: sequence, out), from: client, to: far, at: timeline.now)
            timeline.send(
                ICMP.echoReply(id: id, sequence: sequence, back), from: far, to: client,
                at: timeline.now.advanced(bySeconds: far.delay))
        }
        return [
            ExpectedIncident(
                .icmpTunnel, attackers: [.address(client.address)], victims: [.address(far.address)], start: start)
        ]
    }
}
