package import Vocabulary

/// More datagrams than a host or its line can take.
package enum UDPFlood: Scenario {
    package static let card = ScenarioCard(
        name: "udp-flood", title: "UDP flood", summary: "Datagrams of random bytes to one port or to all of them.",
        detections: [.udpFlood],
        knobs: [
            .number("rate", 3000, 1...200_000, unit: "packets/s", "datagrams a second"),
            .number("duration", 20, 0.1...86_400, unit: "s", "how long"),
            .number("size", 512, 0...1472, unit: "bytes", "payload of each"),
            .flag("spoofed", false, "every datagram from another invented address"),
            .number("port", 0, 0...65_535, "port of the victim, 0 for random ones"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let victim = network.servers[2]
        let single = network.remote(IPAddress(203, 0, 113, 45))
        let spoofed = knobs.flag("spoofed")
        let fixed = UInt16(knobs.count("port"))
        let size = knobs.count("size")
        var unreachable = 0
        let end = start.advanced(bySeconds: knobs.number("duration"))
        timeline.burst(knobs.number("rate"), from: start, until: end) { timeline, time in
            var source = single
            if spoofed { source.address = .randomGlobal(&timeline.random) }
            let from = UInt16(timeline.random.integer(in: 1024...65_535))
            let port = fixed == 0 ? UInt16(timeline.random.integer(in: 1...65_535)) : fixed
            let payload = Array(Noise.slice(size, &timeline.random))
            timeline.sendUDP(payload, from: source, from, to: victim, port, at: time)
            // A kernel says "port unreachable" about once a second only.
            let second = Int(time.seconds(since: start)) + 1
            guard unreachable < second else { return }
            unreachable = second
            let quoted = (IPv4(from: source.address, to: victim.address) / UDP(from: from, to: port) / payload).bytes
            timeline.send(
                ICMP.unreachable(code: 3, quoting: quoted), from: victim, to: source,
                at: time.advanced(bySeconds: victim.delay))
        }
        return [
            ExpectedIncident(
                .udpFlood, attackers: spoofed ? [] : [.address(single.address)], victims: [.address(victim.address)],
                start: start)
        ]
    }
}
