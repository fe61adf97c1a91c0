package import Vocabulary

/// Large answers of many servers to questions that were asked in the victim's name.
package enum AmplificationFlood: Scenario {
    package static let card = ScenarioCard(
        name: "amplification-flood", title: "Amplification flood",
        summary: "Name servers or time servers send large answers to a victim that never asked them.",
        detections: [.udpFlood],
        knobs: [
            .choice("protocol", "dns", ["dns", "ntp", "ssdp"], "what is abused"),
            .number("rate", 2000, 1...100_000, unit: "packets/s", "answers a second"),
            .number("duration", 20, 0.1...86_400, unit: "s", "how long"),
            .number("reflectors", 200, 1...5000, "servers that are abused"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let victim = network.servers[2]
        let kind = knobs.choice("protocol")
        let port: UInt16 = kind == "dns" ? 53 : kind == "ntp" ? 123 : 1900
        let reflectors = (0..<knobs.count("reflectors")).map { _ in network.remote(.randomGlobal(&timeline.random)) }
        let end = start.advanced(bySeconds: knobs.number("duration"))
        let asked = UInt16(timeline.random.integer(in: 20_000...60_000))
        timeline.burst(knobs.number("rate"), from: start, until: end) { timeline, time in
            let reflector = timeline.random.element(reflectors)
            timeline.sendUDP(answer(kind, &timeline.random), from: reflector, port, to: victim, asked, at: time)
        }
        return [ExpectedIncident(.udpFlood, attackers: [], victims: [.address(victim.address)], start: start)]
    }

    private static func answer(_ kind: String, _ random: inout SeededRandom) -> [UInt8] {
        switch kind {
        case "ntp": return NTP.monitorResponse(items: 6, sequence: UInt8(random.integer(in: 0...99)), random: &random)
        case "ssdp":
            return SSDP.response(
                target: "upnp:rootdevice", location: "http://192.168.0.1:1900/desc.xml",
                server: "Linux/3.4 UPnP/1.0 router/1.0")
        default:
            let query = DNS.query(
                "big.records.example", 255, id: UInt16(truncatingIfNeeded: random.next()), extended: 4096)
            let records = (0..<5).map { _ in
                DNS.Record.text("big.records.example", Array(base64(random.bytes(170)).utf8), ttl: 3600)
            }
            return query.answered(records).bytes
        }
    }
}
