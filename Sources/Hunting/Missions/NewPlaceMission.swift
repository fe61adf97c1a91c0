import Vocabulary

/// Data to a country or a network that never got any before.
enum NewPlaceMission: Mission {
    static let card = MissionCard(
        name: "new-place", title: "Data to a never-seen country or network",
        summary:
            "One of ours sends more than it receives to a country or an autonomous system that none of ours ever spoke with. A country "
            + "alone is never guilt: this is a hint, of low severity, that joins others.",
        detections: [.newPlace], techniques: ["T1041"], severity: .low,
        options: [
            MissionCard.learning,
            CardOption("bytes", 5_000_000, 10_000...1e12, "bytes", "Sent there in all."),
        ],
        blindSpots: [
            "Needs a country or AS database on this machine; without one it cannot look, and says so.",
            "Where an address is said to lie and where it lies differ.",
        ])

    static func hunt(_ ground: HuntingGround, _ options: MissionOptions) async throws -> MissionResult {
        guard let places = ground.places else {
            return MissionResult(nothing: "there is no country or AS database here: it could not look")
        }
        let picture = ground.picture
        guard let news = picture.newsBegin(options["learn_days"]) else { return .tooYoung(picture, options) }
        let all = picture.sorted { $1.direction == .outbound }
        var firsts: [String: Timestamp] = [:]
        var fresh: [String: [(pair: Picture.Pair, talk: Picture.Talk)]] = [:]
        var known: [IPAddress: [String]] = [:]
        for entry in all {
            let names: [String]
            if let before = known[entry.pair.destination] {
                names = before
            } else {
                let place = places.place(of: entry.pair.destination)
                names = [place?.country.map { "country \($0)" }, place?.system.map { "AS\($0)" }].compactMap(\.self)
                known[entry.pair.destination] = names
            }
            for name in names {
                firsts[name] = min(firsts[name] ?? entry.talk.first, entry.talk.first)
                fresh[name, default: []].append(entry)
            }
        }
        fresh = fresh.filter { (firsts[$0.key] ?? news) >= news }
        var result = MissionResult(looked: [
            "\(firsts.count) countries and networks that ours spoke with, \(fresh.count) of them new since \(news.day)"
        ])
        var told: Set<IPAddress> = []
        for name in fresh.keys.sorted(by: >) {
            let talks = fresh[name] ?? []
            let sent = talks.reduce(0) { $0 &+ $1.talk.bytesOut }
            let received = talks.reduce(0) { $0 &+ $1.talk.bytesIn }
            guard Double(sent) >= options["bytes"], sent > received, let first = talks.map(\.talk.first).min(),
                let last = talks.map(\.talk.last).max(),
                let most = talks.max(by: { ($0.talk.bytesOut, $1.pair) < ($1.talk.bytesOut, $0.pair) }),
                told.insert(most.pair.destination).inserted
            else { continue }
            let flows = try await ground.flows(
                from: most.pair.source, to: most.pair.destination, since: most.talk.first)
            result.findings.append(
                Finding(
                    detection: .newPlace,
                    summary: "\(most.pair.source) sends data to \(name), where none of ours ever sent any",
                    severity: .low, confidence: 0.4, techniques: ["T1041"], attackers: [.address(most.pair.source)],
                    victims: Set(talks.map(\.pair.destination)).sorted().prefix(64).map { .address($0) },
                    evidence: [
                        Evidence("place", text: name), Evidence("bytes_sent", count: sent, threshold: options["bytes"]),
                        Evidence("bytes_received", count: received),
                    ], flows: flows.suffix(32).map(\.id), firstSeen: first, lastSeen: last))
        }
        result.nothing = result.findings.isEmpty ? "nothing much was sent to a place that was new" : nil
        return result
    }
}
