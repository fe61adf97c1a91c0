package import Vocabulary

/// One password for many accounts.
package enum PasswordSpray: Scenario {
    static let services: [Service] = [.kerberos, .ssh, .smb, .ldap]

    package static let card = ScenarioCard(
        name: "password-spray", title: "Password spray",
        summary: "One source tries the same likely password on account after account, never twice on the same.",
        detections: services.map { .passwordSpray($0) } + [.bruteForce(.ssh)],
        knobs: [
            .choice("service", "kerberos", services.map(\.name), "the service"),
            .number("accounts", 80, 1...10_000, "accounts tried"),
            .number("hosts", 1, 1...6, "servers the tries are spread over"),
            .number("rate", 2, 0.001...200, unit: "tries/s", "tries a second"),
            .flag("success", false, "whether one of the last accounts is let in"),
            .number("jitter", 0.2, 0...1, "part by which the time between tries varies"),
        ])

    package static func stage(
        _ knobs: Knobs, in network: Network, from start: Timestamp, on timeline: inout Timeline
    ) -> [ExpectedIncident] {
        guard let service = services.first(where: { $0.name == knobs.choice("service") }) else {
            preconditionFailure("the card offers a service that is not there")
        }
        let attacker = network.clients[7]
        let victims = Array(network.servers.prefix(knobs.count("hosts")))
        let names = ["anna", "bela", "carl", "dora", "emil", "fiona", "gert", "hana", "ivo", "jana", "karl", "lena"]
        let accounts = knobs.count("accounts")
        let succeeds = knobs.flag("success")
        var tried = 0
        timeline.every(
            1 / knobs.number("rate"), jitter: knobs.number("jitter"), from: start, until: .distantFuture
        ) { timeline in
            let user = "\(names[tried % names.count]).\(names[(tried / names.count) % names.count])\(tried / 144)"
            let right = succeeds && tried == accounts - 1
            let session = LoginSession(service, from: attacker, to: victims[tried % victims.count])
            session.play(
                [Credential(user: user, password: "Winter2026!", isRight: right)], from: timeline.now, on: &timeline)
            tried += 1
            if tried == accounts { timeline.stopRepeating() }
        }
        // Over ssh the accounts are encrypted: at few hosts it cannot be told from guessing.
        let isGuessing = service == .ssh && victims.count < 3
        return [
            ExpectedIncident(
                isGuessing ? .bruteForce(service) : .passwordSpray(service), attackers: [.address(attacker.address)],
                victims: victims.map { .address($0.address) }, start: start)
        ]
    }
}
