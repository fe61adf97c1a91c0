package import Vocabulary

/// More requests than a web server can answer.
package enum HTTPFlood: Scenario {
    package static let card = ScenarioCard(
        name: "http-flood", title: "HTTP flood",
        summary: "A few sources ask a web server for the same page, over and over, on short connections.",
        detections: [.httpFlood],
        knobs: [
            .number("rate", 300, 1...20_000, unit: "requests/s", "requests a second in all"),
            .number("duration", 20, 0.5...86_400, unit: "s", "how long"),
            .number("sources", 1, 1...200, "attacking machines"),
            .number("reuse", 10, 1...1000, "requests a connection"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let victim = network.servers[2]
        let sources = (0..<knobs.count("sources")).map {
            network.remote(IPAddress(v4: 0xC633_6415 + UInt32($0)))
        }
        let reuse = knobs.count("reuse")
        let end = start.advanced(bySeconds: knobs.number("duration"))
        timeline.burst(knobs.number("rate") / Double(reuse), from: start, until: end) { timeline, time in
            let source = timeline.random.element(sources)
            var talk = Conversation(from: source, to: victim, port: 80, at: time, on: &timeline)
            talk.open(on: &timeline)
            for _ in 0..<reuse {
                let target = "/search?q=\(timeline.random.integer(in: 1...99_999_999))"
                talk.send(HTTP.request("GET", target, host: "www.office.example"), from: .client, on: &timeline)
                talk.turn(to: .server, &timeline)
                talk.send(HTTP.response(body: Array(repeating: 0x20, count: 600)), from: .server, on: &timeline)
            }
            talk.reset(by: .client, on: &timeline)
        }
        return [
            ExpectedIncident(
                .httpFlood, attackers: sources.map { .address($0.address) }, victims: [.address(victim.address)],
                start: start)
        ]
    }
}
