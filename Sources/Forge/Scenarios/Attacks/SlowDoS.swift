package import Vocabulary

/// Many connections to a web server that are kept open by sending almost nothing.
package enum SlowDoS: Scenario {
    package static let card = ScenarioCard(
        name: "slow-dos", title: "Slow HTTP denial of service",
        summary: "Hundreds of requests that never end: a header line or a byte of the body every few seconds.",
        detections: [.httpSlowDoS],
        knobs: [
            .choice("kind", "headers", ["headers", "body"], "unfinished headers (slowloris) or an unfinished POST"),
            .number("connections", 200, 5...5000, "connections held open"),
            .number("interval", 10, 1...120, unit: "s", "time between two crumbs"),
            .number("duration", 120, 5...86_400, unit: "s", "how long"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let attacker = network.remote(IPAddress(203, 0, 113, 120))
        let victim = network.servers[2]
        let interval = knobs.number("interval")
        let isBody = knobs.choice("kind") == "body"
        let end = start.advanced(bySeconds: knobs.number("duration"))
        for index in 0..<knobs.count("connections") {
            let begin = start.advanced(bySeconds: Double(index) * 0.03)
            timeline.schedule(at: begin) { timeline in
                var talk = Conversation(from: attacker, to: victim, port: 80, at: timeline.now, on: &timeline)
                talk.open(on: &timeline)
                talk.send(opening(isBody), from: .client, on: &timeline)
                let first = talk.clock.advanced(bySeconds: interval)
                timeline.every(interval, jitter: 0.1, from: first, until: end) { timeline in
                    talk.clock = max(talk.clock, timeline.now)
                    let crumb =
                        isBody
                        ? "a=\(timeline.random.integer(in: 0...9))&"
                        : "X-a: \(timeline.random.integer(in: 1...5000))\r\n"
                    talk.send(Array(crumb.utf8), from: .client, on: &timeline)
                }
                timeline.schedule(at: end) { timeline in
                    talk.clock = max(talk.clock, timeline.now)
                    talk.close(by: .server, on: &timeline)
                }
            }
        }
        return [
            ExpectedIncident(
                .httpSlowDoS, attackers: [.address(attacker.address)], victims: [.address(victim.address)], start: start
            )
        ]
    }

    private static func opening(_ isBody: Bool) -> [UInt8] {
        Array(
            (isBody
                ? "POST /contact HTTP/1.1\r\nHost: www.office.example\r\nUser-Agent: Mozilla/5.0\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\n"
                : "GET /?4711 HTTP/1.1\r\nHost: www.office.example\r\nUser-Agent: Mozilla/5.0\r\nAccept-language: en-US,en\r\n")
                .utf8)
    }
}
