import Vocabulary

/// A device that came lately and that others already use as a server.
enum NewServerMission: Mission {
    static let card = MissionCard(
        name: "new-server", title: "New device that acts as a server",
        summary:
            "An address that was never seen before serves several of our hosts. Printers, screens and loudspeakers are left out: they "
            + "come and serve. A new server of the owner looks the same and is worth one look.",
        detections: [.newServer], techniques: ["T1557"], severity: .medium,
        options: [
            MissionCard.learning,
            CardOption("clients", 3, 2...1000, "hosts", "Hosts of ours that use it."),
        ],
        blindSpots: [
            "An address handed to another device by DHCP is not a new address.",
            "A server behind the address of a known device is not new.",
        ])

    /// Printing, casting, home automation, names.
    private static let harmless: Set<UInt16> = [
        515, 631, 1400, 1900, 5353, 5355, 7000, 8008, 8009, 8443, 9100, 137, 138, 5357, 3702,
    ]

    static func hunt(_ ground: HuntingGround, _ options: MissionOptions) async throws -> MissionResult {
        let picture = ground.picture
        guard let news = picture.newsBegin(options["learn_days"]) else { return .tooYoung(picture, options) }
        let fresh = picture.homeHosts().filter { $0.value >= news }
        let served = picture.sorted { pair, talk in
            talk.direction == .internal && fresh[pair.destination] != nil && !harmless.contains(pair.port)
                && pair.port < 49_152 && pair.destination.isUnicast && fresh[pair.source] == nil
        }
        var hosts: [IPAddress: [(pair: Picture.Pair, talk: Picture.Talk)]] = [:]
        for entry in served { hosts[entry.pair.destination, default: []].append(entry) }
        var result = MissionResult(looked: [
            "\(fresh.count) addresses of ours new since \(news.day), \(hosts.count) of them serve somebody"
        ])
        var most = 0
        for address in hosts.keys.sorted() {
            let talks = hosts[address] ?? []
            let clients = Set(talks.map(\.pair.source))
            most = max(most, clients.count)
            guard Double(clients.count) >= options["clients"], let first = talks.map(\.talk.first).min(),
                let last = talks.map(\.talk.last).max()
            else { continue }
            let ports = Set(talks.map(\.pair.port)).sorted()
            let flows = try await ground.flows(to: address, ports: Array(ports.prefix(16)), since: first, most: 32)
            result.findings.append(
                Finding(
                    detection: .newServer,
                    summary: "\(address), which was never seen before, serves \(clients.count) of our hosts",
                    severity: .medium, confidence: 0.5, techniques: ["T1557"], attackers: [.address(address)],
                    victims: clients.sorted().prefix(64).map { .address($0) },
                    evidence: [
                        Evidence("clients", count: clients.count, threshold: options["clients"]),
                        Evidence("ports", .list(ports.prefix(16).map(String.init))),
                        Evidence("first_seen", text: (fresh[address] ?? first).description),
                    ], flows: flows.map(\.id), firstSeen: first, lastSeen: last))
        }
        result.nothing =
            result.findings.isEmpty
            ? "no new address served \(Int(options["clients"])) of our hosts; the most was \(most)" : nil
        return result
    }
}
