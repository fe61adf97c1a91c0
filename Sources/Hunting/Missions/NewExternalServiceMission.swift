import Vocabulary

/// A door to the outside that was not there before.
enum NewExternalServiceMission: Mission {
    static let card = MissionCard(
        name: "new-external-service", title: "New service open to the outside",
        summary:
            "One of ours answers hosts from outside on a port on which it never did. A new publication by its owner looks the same: "
            + "it is worth one look either way.",
        detections: [.newExternalService], techniques: ["T1133"], severity: .medium,
        options: [
            MissionCard.learning,
            CardOption("flows", 3, 1...10_000, "connections", "Answered connections that make it news."),
            CardOption(
                "highest_port", 49_151, 1...65_535, "port", "Higher ones are where clients are answered."),
        ],
        blindSpots: [
            "Traffic that passes a router's translation unseen is not ours to see.",
            "Doors opened in the store's first days.",
        ])

    static func hunt(_ ground: HuntingGround, _ options: MissionOptions) async throws -> MissionResult {
        let picture = ground.picture
        guard let news = picture.newsBegin(options["learn_days"]) else { return .tooYoung(picture, options) }
        let inbound = picture.sorted { $1.direction == .inbound && Double($0.port) <= options["highest_port"] }
        var doors: [Door: [(pair: Picture.Pair, talk: Picture.Talk)]] = [:]
        for entry in inbound {
            doors[
                Door(address: entry.pair.destination, port: entry.pair.port, transport: entry.pair.transport),
                default: []
            ].append(entry)
        }
        let fresh = doors.filter { $0.value.allSatisfy { $0.talk.first >= news } }
        var result = MissionResult(looked: [
            "\(doors.count) doors of ours that answered the outside, \(fresh.count) of them new since \(news.day)"
        ])
        for door in fresh.keys.sorted() {
            let talks = fresh[door] ?? []
            let count = talks.reduce(0) { $0 + $1.talk.flows }
            guard Double(count) >= options["flows"], let first = talks.map(\.talk.first).min(),
                let last = talks.map(\.talk.last).max()
            else { continue }
            let flows = try await ground.flows(to: door.address, ports: [door.port], since: first, most: 100)
            let callers = Set(talks.map(\.pair.source)).sorted()
            result.findings.append(
                Finding(
                    detection: .newExternalService,
                    summary:
                        "\(door.address) answers the outside on \(door.transport) port \(door.port), which it never did",
                    severity: .medium, confidence: 0.6, techniques: ["T1133"],
                    attackers: [], victims: [.address(door.address)],
                    evidence: [
                        Evidence("port", count: door.port),
                        Evidence("connections", count: count, threshold: options["flows"]),
                        Evidence("callers", count: callers.count),
                        Evidence("first_callers", .list(callers.prefix(8).map(\.description))),
                        Evidence("bytes_sent", count: talks.reduce(0) { $0 &+ $1.talk.bytesIn }),
                    ], flows: flows.filter { $0.direction == .inbound }.prefix(32).map(\.id), firstSeen: first,
                    lastSeen: last))
        }
        result.nothing = result.findings.isEmpty ? "no door of ours that answered was new" : nil
        return result
    }

    private struct Door: Hashable, Comparable {
        let address: IPAddress
        let port: UInt16
        let transport: IPProtocol
        static func < (left: Door, right: Door) -> Bool {
            (left.address, left.port, left.transport) < (right.address, right.port, right.transport)
        }
    }
}
