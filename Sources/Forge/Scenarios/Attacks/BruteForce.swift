package import Vocabulary

/// Many passwords for one account of one server.
package enum BruteForce: Scenario {
    static let services: [Service] = [
        .ssh, .ftp, .telnet, .rdp, .vnc, .smb, .http, .smtp, .pop3, .imap, .mysql, .postgresql, .mqtt,
    ]

    package static let card = ScenarioCard(
        name: "brute-force", title: "Brute force",
        summary: "One source tries password after password until it gets in or gives up.",
        detections: services.map { .bruteForce($0) },
        knobs: [
            .choice("service", "ssh", services.map(\.name), "the service"),
            .number("count", 120, 1...100_000, "tries in all"),
            .number("rate", 4, 0.001...500, unit: "tries/s", "tries a second"),
            .flag("success", false, "whether the last try is let in"),
            .flag("form", false, "http: a log-in form instead of Basic authentication"),
            .number("tries", 0, 0...10, "tries a connection, 0 for what is usual for the service"),
            .choice("origin", "outside", ["inside", "outside"], "where the attacker is"),
            .number("jitter", 0.2, 0...1, "part by which the time between connections varies"),
            .number("sources", 1, 1...400, "outside addresses that share the tries"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        guard let service = services.first(where: { $0.name == knobs.choice("service") }) else {
            preconditionFailure("the card offers a service that is not there")
        }
        let attacker =
            knobs.choice("origin") == "inside" ? network.intruder() : network.remote(IPAddress(203, 0, 113, 201))
        let victim = network.servers[service == .rdp || service == .smb ? 1 : 2]
        let others = (1..<max(2, knobs.count("sources"))).map { number in
            network.remote(IPAddress(v4: 0x2E00_0000 | UInt32(truncatingIfNeeded: number &* 0x9E3779 & 0xFF_FFFF)))
        }
        let crowd = knobs.count("sources") == 1 ? [attacker] : [attacker] + others
        let usual = LoginSession.triesPerConnection(service)
        let single: Set<Service> = [.rdp, .vnc, .smb, .mysql, .postgresql, .mqtt]
        let perConnection = single.contains(service) || knobs.count("tries") == 0 ? usual : knobs.count("tries")
        var left = knobs.count("count")
        let succeeds = knobs.flag("success")
        let form = knobs.flag("form")
        timeline.every(
            Double(perConnection) / knobs.number("rate"), jitter: knobs.number("jitter"), from: start,
            until: .distantFuture
        ) { timeline in
            let tries = (0..<min(left, perConnection)).map { index in
                Credential(
                    user: "admin", password: "pass\(timeline.random.integer(in: 1...999_999))",
                    isRight: succeeds && left - index == 1)
            }
            left -= tries.count
            let source = crowd.count == 1 ? attacker : timeline.random.element(crowd)
            let session = LoginSession(service, from: source, to: victim)
            session.play(tries, form: form, from: timeline.now, on: &timeline)
            if left == 0 { timeline.stopRepeating() }
        }
        return [
            ExpectedIncident(
                .bruteForce(service), attackers: crowd.map { .address($0.address) },
                victims: [.address(victim.address)],
                start: start)
        ]
    }
}
