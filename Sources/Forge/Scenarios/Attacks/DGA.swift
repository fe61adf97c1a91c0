package import Vocabulary

/// A machine that looks for its master under names made by chance.
package enum DGA: Scenario {
    package static let card = ScenarioCard(
        name: "dga", title: "Domain generation",
        summary: "A client asks for one meaningless name after the other; nearly none exists.",
        detections: [.dga],
        knobs: [
            .number("rate", 1, 0.001...100, unit: "names/s", "names asked for a second"),
            .number("count", 100, 5...100_000, "names in all"),
            .number("found", 0.01, 0...0.5, "part of the names that exist"),
            .number("length", 14, 6...30, unit: "letters", "length of a name"),
            .number("jitter", 0.4, 0...1, "part by which the time between names varies"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let client = network.clients[8]
        let names = Lookup(network: network)
        let found = knobs.number("found")
        let length = knobs.count("length")
        var left = knobs.count("count")
        timeline.every(
            1 / knobs.number("rate"), jitter: knobs.number("jitter"), from: start, until: .distantFuture
        ) { timeline in
            left -= 1
            if left == 0 { timeline.stopRepeating() }
            let letters = (0..<max(6, length + timeline.random.integer(in: -2...2))).map { _ in
                UInt8(ascii: "a") + UInt8(timeline.random.integer(in: 0...25))
            }
            let zone = timeline.random.element(["com", "net", "org", "info", "biz", "top"])
            let name = "\(String(decoding: letters, as: UTF8.self)).\(zone)"
            let query = DNS.query(name, id: UInt16(truncatingIfNeeded: timeline.random.next()))
            if timeline.random.chance(found) {
                names.ask(
                    client, query, answers: [.address(name, IPAddress(198, 51, 100, 66))], at: timeline.now,
                    on: &timeline)
            } else {
                names.ask(
                    client, query, answers: [], code: DNS.notFound, authorities: [.authority(of: zone)],
                    at: timeline.now,
                    on: &timeline)
            }
        }
        return [
            ExpectedIncident(
                .dga, attackers: [.address(client.address)], victims: [.address(network.resolver.address)], start: start
            )
        ]
    }
}
