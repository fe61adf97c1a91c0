package import Vocabulary

/// A machine inside that takes over others by the means administrators use.
package enum LateralMovement: Scenario {
    package static let channels = ["smb", "service", "scheduled_task", "wmi", "dcom", "winrm", "rdp", "ssh"]

    package static let card = ScenarioCard(
        name: "lateral-movement", title: "Lateral movement",
        summary: "A client logs in to one machine after the other and starts something there.",
        detections: channels.map { .lateralMovement($0) },
        knobs: [
            .choice("channel", "service", channels, "how it gets in"),
            .number("hosts", 4, 1...20, "machines taken over"),
            .number("interval", 45, 0.5...86_400, unit: "s", "time between two machines"),
            .number("jitter", 0.3, 0...1, "part by which the interval varies"),
            .choice(
                "seen", "all", AdminSession.View.allCases.map(\.rawValue),
                "of SMB, all, from the pipe on, or its calls alone (service)"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        let attacker = network.clients[5]
        let channel = knobs.choice("channel")
        let victims = Array(
            (network.servers.dropFirst() + network.clients.filter { $0 != attacker }).prefix(knobs.count("hosts")))
        let view = AdminSession.View(rawValue: knobs.choice("seen")) ?? .all
        var remaining = victims[...]
        timeline.every(
            knobs.number("interval"), jitter: knobs.number("jitter"), from: start, until: .distantFuture
        ) { timeline in
            guard let victim = remaining.popFirst() else { return timeline.stopRepeating() }
            var session = AdminSession(from: attacker, to: victim)
            session.view = view
            session.play(channel, from: timeline.now, on: &timeline)
        }
        return [
            ExpectedIncident(
                .lateralMovement(channel), attackers: [.address(attacker.address)],
                victims: victims.map { .address($0.address) }, start: start)
        ]
    }
}
