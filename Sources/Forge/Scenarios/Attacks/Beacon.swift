package import Vocabulary

/// An infected machine that asks its master for orders, again and again.
package enum Beacon: Scenario {
    package static let card = ScenarioCard(
        name: "c2-beacon", title: "Command-and-control beacon",
        summary:
            "A client calls the same far host at a regular interval, with a little jitter, and says almost the same.",
        detections: [.c2Beacon],
        knobs: [
            .number("interval", 60, 1...86_400, unit: "s", "time between two calls"),
            .number("count", 60, 2...100_000, "calls in all"),
            .number("jitter", 0.1, 0...0.9, "part by which the interval varies"),
            .number("missed", 0, 0...0.5, "part of the calls that do not take place"),
            .choice("transport", "https", ["https", "http", "raw"], "how it calls"),
            .flag("long", false, "all calls inside one long connection"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let client = network.clients[6]
        let master = network.remote(IPAddress(198, 51, 100, 140), name: "stats.blue-anvil.example")
        let site = Internet.Site(name: master.name, host: master, hasIPv6: false)
        let transport = knobs.choice("transport")
        let missed = knobs.number("missed")
        let names = Lookup(network: network)
        var left = knobs.count("count")
        let caller = Caller(client: client, master: master, transport: transport)
        var standing: Conversation?
        let long = knobs.flag("long")
        timeline.every(
            knobs.number("interval"), jitter: knobs.number("jitter"), from: start, until: .distantFuture
        ) { timeline in
            left -= 1
            if left == 0 { timeline.stopRepeating() }
            if missed > 0, timeline.random.chance(missed) { return }
            var begin = timeline.now
            if transport != "raw", standing == nil { begin = names.ask(client, for: site, at: begin, on: &timeline) }
            guard long else {
                var talk = caller.open(at: begin, on: &timeline)
                caller.check(&talk, on: &timeline)
                return talk.close(on: &timeline)
            }
            var talk = standing ?? caller.open(at: begin, on: &timeline)
            talk.clock = max(talk.clock, begin)
            caller.check(&talk, on: &timeline)
            standing = talk
        }
        return [
            ExpectedIncident(
                .c2Beacon, attackers: [.address(client.address)], victims: [.address(master.address)], start: start)
        ]
    }

    private struct Caller {
        var client: Host
        var master: Host
        var transport: String

        func open(at time: Timestamp, on timeline: inout Timeline) -> Conversation {
            let port: UInt16 = transport == "https" ? 443 : transport == "http" ? 80 : 4444
            var talk = Conversation(from: client, to: master, port: port, at: time, on: &timeline)
            if transport == "https" {
                talk.openTLS(serverName: master.name, profile: .library, on: &timeline)
            } else {
                talk.open(on: &timeline)
            }
            return talk
        }

        /// "Anything to do?" and, nearly always, "no".
        func check(_ talk: inout Conversation, on timeline: inout Timeline) {
            let answer = timeline.random.chance(0.95) ? 48 : timeline.random.integer(in: 200...900)
            switch transport {
            case "https":
                talk.transferTLS(212 + timeline.random.integer(in: 0...8), from: .client, on: &timeline)
                talk.turn(to: .server, &timeline)
                talk.transferTLS(130 + answer, from: .server, on: &timeline)
            case "http":
                let id = String(timeline.random.next() & 0xFFFF_FFFF, radix: 16)
                talk.send(
                    HTTP.request(
                        "GET", "/sync?id=7f31c", host: master.name, agent: "Mozilla/4.0 (compatible; MSIE 8.0)",
                        headers: [("Cookie", "s=\(id)")]), from: .client, on: &timeline)
                talk.turn(to: .server, &timeline)
                talk.send(
                    HTTP.response(
                        type: "application/octet-stream", server: "Apache", body: Array(repeating: 0x47, count: answer)),
                    from: .server, on: &timeline)
            default:
                talk.transfer(64, from: .client, on: &timeline)
                talk.turn(to: .server, &timeline)
                talk.transfer(answer, from: .server, on: &timeline)
            }
        }
    }
}
