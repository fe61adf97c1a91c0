package import Vocabulary

/// More connection requests than a server can hold, from one source or from addresses that do not exist.
package enum SYNFlood: Scenario {
    package static let card = ScenarioCard(
        name: "syn-flood", title: "SYN flood",
        summary:
            "Connection requests that are never completed; the victim answers with SYN-ACK until it no longer can.",
        detections: [.synFlood],
        knobs: [
            .number("rate", 2000, 1...200_000, unit: "SYN/s", "requests a second"),
            .number("duration", 20, 0.1...86_400, unit: "s", "how long"),
            .flag("spoofed", true, "every request from another invented address"),
            .number("port", 80, 1...65_535, "port of the victim"),
            .number("answered", 0.9, 0...1, "part of the requests that the victim answers"),
            .number("jitter", 0.5, 0...1, "part by which the time between requests varies"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let victim = network.servers[2]
        let single = network.remote(IPAddress(203, 0, 113, 99))
        let port = UInt16(knobs.count("port"))
        let rate = knobs.number("rate")
        let answered = knobs.number("answered")
        let spoofed = knobs.flag("spoofed")
        let end = start.advanced(bySeconds: knobs.number("duration"))
        timeline.burst(rate, jitter: knobs.number("jitter"), from: start, until: end) { timeline, time in
            var source = single
            if spoofed {
                source.address = .randomGlobal(&timeline.random)
                source.ttl = UInt8(timeline.random.integer(in: 40...120))
            }
            let from = UInt16(timeline.random.integer(in: 1024...65_535))
            let sequence = UInt32(truncatingIfNeeded: timeline.random.next())
            timeline.send(
                TCP(from: from, to: port, .syn, sequence: sequence, window: 512), from: source, to: victim, at: time)
            guard timeline.random.chance(answered) else { return }
            let answer = TCP(
                from: port, to: from, [.syn, .ack], sequence: UInt32(truncatingIfNeeded: timeline.random.next()),
                acknowledgment: sequence &+ 1, options: [.maximumSegmentSize(1460)])
            timeline.send(answer, from: victim, to: source, at: time.advanced(bySeconds: victim.delay))
            // Where the spoofed address exists, its owner refuses.
            guard spoofed, timeline.random.chance(0.05) else { return }
            let refusal = TCP(from: from, to: port, .rst, sequence: sequence &+ 1, window: 0)
            timeline.send(refusal, from: source, to: victim, at: time.advanced(bySeconds: 0.05))
        }
        return [
            ExpectedIncident(
                .synFlood, attackers: spoofed ? [] : [.address(single.address)], victims: [.address(victim.address)],
                start: start)
        ]
    }
}

extension IPAddress {
    /// A random IPv4 address outside the reserved ranges.
    static func randomGlobal(_ random: inout SeededRandom) -> IPAddress {
        while true {
            let address = IPAddress(v4: UInt32(truncatingIfNeeded: random.next()))
            if address.isGlobal { return address }
        }
    }
}
