import Vocabulary

/// A domain that is asked for ever new, long names: data in the questions, too slowly for the live rule.
enum DNSTunnelMission: Mission {
    static let card = MissionCard(
        name: "dns-tunnel", title: "DNS tunnelling, at any pace",
        summary:
            "One of ours asks for many different long names under a domain that is new and hardly shared, and seldom for one twice. Content "
            + "networks and reputation services do the like, but are used by several hosts or were there from the beginning.",
        detections: [.dnsTunnel], techniques: ["T1071.004", "T1572"], severity: .high,
        options: [
            MissionCard.learning,
            CardOption("names", 60, 10...2000, "names", "Different names under one domain."),
            CardOption("letters", 20, 8...200, "letters", "Average length of what stands before the domain."),
            CardOption(
                "shared", 1, 1...100, "hosts", "A domain asked for by more of ours than this is no secret."),
        ],
        blindSpots: [
            "Only the first question of a flow is stored: a resolver that reuses its port shows few.",
            "Hosts behind a resolver of the house look like the resolver.",
            "Short labels, or DNS over HTTPS, are not seen.",
            "In a house with half a million different names only 200 of a domain are remembered: a higher threshold is not reached.",
        ])

    static func hunt(_ ground: HuntingGround, _ options: MissionOptions) async throws -> MissionResult {
        let picture = ground.picture
        guard let news = picture.newsBegin(options["learn_days"]) else { return .tooYoung(picture, options) }
        let entries = picture.lookups.entries
        var first: [String: Timestamp] = [:]
        var sources: [String: Int] = [:]
        for (key, entry) in entries {
            first[key.domain] = min(first[key.domain] ?? entry.first, entry.first)
            sources[key.domain, default: 0] += 1
        }
        let fresh = entries.keys.filter { (first[$0.domain] ?? news) >= news }.sorted()
        var result = MissionResult(looked: [
            "\(entries.count) pairs of host and domain in DNS, \(fresh.count) of them with a domain new since \(news.day)"
        ])
        var most = 0
        for key in fresh where (sources[key.domain] ?? 0) <= Int(options["shared"]) {
            guard let entry = entries[key], !entry.names.isEmpty else { continue }
            let letters = Double(entry.letters) / Double(entry.names.count)
            let repeats = Double(entry.lookups) / Double(entry.names.count)
            if letters >= options["letters"] { most = max(most, entry.names.count) }
            guard Double(entry.names.count) >= options["names"], letters >= options["letters"],
                repeats <= 1.5 || entry.names.count >= LookupTable.mostNames.roomy
            else { continue }
            result.findings.append(try await finding(ground, key, entry, letters, options))
        }
        result.nothing =
            result.findings.isEmpty
            ? "no new domain was asked for \(Int(options["names"])) different long names; the most was \(most)" : nil
        return result
    }

    private static func finding(
        _ ground: HuntingGround, _ key: LookupTable.Key, _ entry: LookupTable.Entry, _ letters: Double,
        _ options: MissionOptions
    ) async throws -> Finding {
        let flows = try await ground.flows(from: key.source, name: key.domain, since: entry.first, most: 32)
        return Finding(
            detection: .dnsTunnel,
            summary:
                "\(key.source) asks for ever new long names under \(key.domain), which nobody here asked for before",
            severity: .high, confidence: min(0.95, 0.6 + Double(entry.names.count) / 1000),
            techniques: ["T1071.004", "T1572"], attackers: [.address(key.source)],
            victims: flows.first.map { [.address($0.key.responder)] } ?? [],
            evidence: [
                Evidence("domain", text: key.domain),
                Evidence("distinct_names", count: entry.names.count, threshold: options["names"]),
                Evidence("mean_letters", measure: (letters * 10).rounded() / 10, threshold: options["letters"]),
                Evidence("lookups", count: entry.lookups), Evidence("bytes_sent", count: entry.bytesOut),
            ], flows: flows.map(\.id), firstSeen: entry.first, lastSeen: entry.last)
    }
}
