import Vocabulary

/// A place outside without a name, on an unusual port, that one host alone returns to.
enum RareDestinationMission: Mission {
    static let card = MissionCard(
        name: "rare-destination", title: "Rare destination",
        summary:
            "One of ours returns on several days to an address that is new, that nobody else here uses, that was never named, on a port "
            + "that is not one of the web, mail, names or time. Browsing meets rare places all day; this is not browsing.",
        detections: [.rareDestination], techniques: ["T1571"], severity: .medium,
        options: [
            MissionCard.learning,
            CardOption("days", 3, 1...60, "days", "Different days on which it was used."),
            CardOption("bytes", 50_000, 0...1e12, "bytes", "Both ways together."),
        ],
        blindSpots: [
            "A rare place on port 443 is not told from the web's many rare places.",
            "Peer-to-peer programs of one host meet such places; they show many of them at once.",
        ])

    private static let usual: Set<UInt16> = [
        25, 53, 80, 110, 123, 143, 443, 465, 587, 853, 993, 995, 3478, 4500, 500, 5222, 5223, 5228, 8080, 8443, 8883,
        51_820,
    ]

    static func hunt(_ ground: HuntingGround, _ options: MissionOptions) async throws -> MissionResult {
        let picture = ground.picture
        guard let news = picture.newsBegin(options["learn_days"]) else { return .tooYoung(picture, options) }
        let outside = picture.outside()
        let all = picture.sorted { $1.direction == .outbound }
        let fresh = all.filter { pair, talk in
            talk.name == nil && !usual.contains(pair.port) && outside.first(pair, talk) >= news
                && outside.sources(pair, talk) <= 1
        }
        // Someone who meets dozens of strangers is in a swarm, not in touch with one.
        var strangers: [IPAddress: Int] = [:]
        for (pair, _) in fresh { strangers[pair.source, default: 0] += 1 }
        var result = MissionResult(looked: [
            "\(all.count) conversations to the outside, \(fresh.count) of them new, nameless, unshared and on an unusual port"
        ])
        var most = 0
        for (pair, talk) in fresh where (strangers[pair.source] ?? 0) < 30 {
            most = max(most, talk.days.count)
            guard Double(talk.days.count) >= options["days"], Double(talk.bytesOut &+ talk.bytesIn) >= options["bytes"]
            else { continue }
            let flows = try await ground.flows(
                from: pair.source, to: pair.destination, ports: [pair.port], since: talk.first)
            result.findings.append(
                Finding(
                    detection: .rareDestination,
                    summary:
                        "\(pair.source) returns to \(pair.destination) on port \(pair.port), a place nobody else here uses",
                    severity: .medium, confidence: 0.55, techniques: ["T1571"], attackers: [.address(pair.source)],
                    victims: [.address(pair.destination)],
                    evidence: [
                        Evidence("days", count: talk.days.count, threshold: options["days"]),
                        Evidence("connections", count: talk.flows),
                        Evidence("port", count: pair.port), Evidence("bytes_sent", count: talk.bytesOut),
                        Evidence("bytes_received", count: talk.bytesIn),
                    ], flows: flows.suffix(32).map(\.id), firstSeen: talk.first, lastSeen: talk.last))
        }
        result.nothing =
            result.findings.isEmpty
            ? "no such place was returned to on \(Int(options["days"])) days; the most was \(most)" : nil
        return result
    }
}
