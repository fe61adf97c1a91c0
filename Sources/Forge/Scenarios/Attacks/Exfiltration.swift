package import Vocabulary

/// Data that leaves the network: all at once, or a little at a time for hours.
package enum Exfiltration: Scenario {
    package static let card = ScenarioCard(
        name: "exfiltration", title: "Exfiltration",
        summary: "A client that usually sends little uploads to a host it never spoke to before.",
        detections: [.exfiltration],
        knobs: [
            .choice("mode", "bulk", ["bulk", "slow"], "one large upload, or many small ones"),
            .number("megabytes", 150, 1...100_000, unit: "MB", "data in all"),
            .number("speed", 4, 0.01...1000, unit: "MB/s", "bulk: speed of the upload"),
            .number("hours", 6, 0.1...168, unit: "h", "slow: over how long"),
            .number("chunk", 500, 10...100_000, unit: "kB", "slow: data a connection"),
            .number("past", 900, 0...86_400, unit: "s", "ordinary behaviour of the same client before"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let client = network.clients[9]
        let far = network.remote(IPAddress(198, 51, 100, 200), name: "drop.amber-vault.example")
        let past = knobs.number("past")
        let mix = FlowMix(network: network, internet: Internet(count: 60, in: network))
        let begin = start.advanced(bySeconds: past)
        timeline.every(20, jitter: 0.8, from: start, until: begin) { timeline in mix.start(for: client, on: &timeline) }
        let upload = Upload(client: client, far: far, names: Lookup(network: network))
        let bytes = knobs.number("megabytes") * 1_000_000
        if knobs.choice("mode") == "bulk" {
            let gap = 1448 / (knobs.number("speed") * 1_000_000)
            timeline.schedule(at: begin) { timeline in upload.run(Int(bytes), gap: gap, on: &timeline) }
        } else {
            let chunk = knobs.number("chunk") * 1000
            let interval = knobs.number("hours") * 3600 / (bytes / chunk)
            let end = begin.advanced(bySeconds: knobs.number("hours") * 3600)
            timeline.every(interval, jitter: 0.5, from: begin, until: end) { timeline in
                upload.run(Int(chunk), gap: 0.001, on: &timeline)
            }
        }
        return [
            ExpectedIncident(
                .exfiltration, attackers: [.address(client.address)], victims: [.address(far.address)], start: begin)
        ]
    }

    private struct Upload {
        var client: Host
        var far: Host
        var names: Lookup

        func run(_ bytes: Int, gap: Double, on timeline: inout Timeline) {
            let site = Internet.Site(name: far.name, host: far, hasIPv6: false)
            let begin = names.ask(client, for: site, at: timeline.now, on: &timeline)
            var talk = Conversation(from: client, to: far, port: 443, at: begin, on: &timeline)
            talk.segmentGap = gap
            talk.openTLS(serverName: far.name, profile: .library, on: &timeline)
            continueUpload(talk, bytes, on: &timeline)
        }

        /// Half a megabyte an action, so that the stage holds no more.
        private func continueUpload(_ talk: Conversation, _ left: Int, on timeline: inout Timeline) {
            var talk = talk
            let part = min(left, 500_000)
            talk.transferTLS(part, from: .client, on: &timeline)
            guard left > part else {
                talk.turn(to: .server, &timeline)
                talk.transferTLS(300, from: .server, on: &timeline)
                return talk.close(on: &timeline)
            }
            let next = talk
            timeline.schedule(at: talk.clock) { timeline in continueUpload(next, left - part, on: &timeline) }
        }
    }
}
