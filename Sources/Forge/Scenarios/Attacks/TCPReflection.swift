package import Vocabulary

/// SYN-ACKs of many honest servers to a victim in whose name somebody asked them.
package enum TCPReflection: Scenario {
    package static let card = ScenarioCard(
        name: "tcp-reflection", title: "TCP reflection flood",
        summary: "Servers all over the Internet answer connection requests that the victim never sent.",
        detections: [.tcpReflectionFlood],
        knobs: [
            .number("rate", 2000, 1...100_000, unit: "SYN-ACK/s", "answers a second"),
            .number("duration", 20, 0.1...86_400, unit: "s", "how long"),
            .number("reflectors", 300, 1...5000, "servers that are abused"),
            .flag("refuses", true, "whether the victim answers with RST"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let victim = network.servers[2]
        let ports: [UInt16] = [80, 443, 22, 25, 179]
        let reflectors = (0..<knobs.count("reflectors")).map { _ in
            (network.remote(.randomGlobal(&timeline.random)), timeline.random.element(ports))
        }
        let refuses = knobs.flag("refuses")
        let end = start.advanced(bySeconds: knobs.number("duration"))
        timeline.burst(knobs.number("rate"), from: start, until: end) { timeline, time in
            let (reflector, port) = timeline.random.element(reflectors)
            let target = UInt16(timeline.random.integer(in: 1024...65_535))
            let asked = UInt32(truncatingIfNeeded: timeline.random.next())
            let answer = TCP(
                from: port, to: target, [.syn, .ack], sequence: UInt32(truncatingIfNeeded: timeline.random.next()),
                acknowledgment: asked, options: [.maximumSegmentSize(1460)])
            timeline.send(answer, from: reflector, to: victim, at: time)
            guard refuses else { return }
            let refusal = TCP(from: target, to: port, .rst, sequence: asked, window: 0)
            timeline.send(refusal, from: victim, to: reflector, at: time.advanced(bySeconds: victim.delay))
        }
        return [
            ExpectedIncident(.tcpReflectionFlood, attackers: [], victims: [.address(victim.address)], start: start)
        ]
    }
}
