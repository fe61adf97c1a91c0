import Vocabulary

/// A little more each day to a place outside that nobody here used before.
enum SlowExfiltrationMission: Mission {
    static let card = MissionCard(
        name: "slow-exfiltration", title: "Low and slow exfiltration",
        summary:
            "One of ours sends a modest amount, day after day, to a place that is new and that (nearly) nobody else here uses, and gets "
            + "little back. Backups and synchronisation that were there from the beginning are normal; large uploads are the live rule's.",
        detections: [.exfiltration], techniques: ["T1041", "T1030"], severity: .high,
        options: [
            MissionCard.learning,
            CardOption("days", 5, 2...60, "days", "Days with an upload that make it news."),
            CardOption("least_bytes", 500_000, 10_000...1e9, "bytes a day", "Less than this is chatter."),
            CardOption(
                "most_bytes", 100_000_000, 1_000_000...1e12, "bytes a day", "More than this is not slow."),
            CardOption("ratio", 3, 1...1000, "times", "Sent against received."),
            CardOption("shared", 1, 1...100, "hosts", "A place used by more of ours than this is no secret."),
        ],
        blindSpots: [
            "An upload that began in the store's first days is taken for normal.",
            "Data hidden in a service that the house uses anyway (a cloud drive, a mail account) are not told from it.",
            "A new backup or synchronisation of one host with small daily amounts looks the same: suppress it by its destination.",
        ])

    static func hunt(_ ground: HuntingGround, _ options: MissionOptions) async throws -> MissionResult {
        let picture = ground.picture
        guard let news = picture.newsBegin(options["learn_days"]) else { return .tooYoung(picture, options) }
        let outside = picture.outside()
        let all = picture.sorted { _, talk in talk.direction == .outbound }
        var candidates: [Ends: [(pair: Picture.Pair, talk: Picture.Talk)]] = [:]
        for (pair, talk) in all
        where outside.first(pair, talk) >= news && outside.sources(pair, talk) <= Int(options["shared"]) {
            candidates[Ends(source: pair.source, destination: pair.destination), default: []].append((pair, talk))
        }
        var result = MissionResult(looked: [
            "\(all.count) conversations to the outside, \(candidates.count) of them to places new since \(news.day) and hardly shared"
        ])
        var longest = 0
        for ends in candidates.keys.sorted() {
            let talks = candidates[ends] ?? []
            var days: [Int32: (out: UInt64, received: UInt64)] = [:]
            for day in talks.flatMap(\.talk.days) {
                days[day.day, default: (0, 0)].out &+= day.bytesOut
                days[day.day, default: (0, 0)].received &+= day.bytesIn
            }
            let uploads = days.values.filter {
                Double($0.out) >= options["least_bytes"] && Double($0.out) >= options["ratio"] * Double($0.received)
            }
            longest = max(longest, uploads.count)
            guard uploads.count >= Int(options["days"]),
                days.values.allSatisfy({ Double($0.out) <= options["most_bytes"] })
            else { continue }
            result.findings += try await finding(ground, ends, talks, uploads.map { Double($0.out) }, options)
        }
        result.nothing =
            result.findings.isEmpty
            ? "nothing new was uploaded to on \(Int(options["days"])) days; the most was \(longest)" : nil
        return result
    }

    private struct Ends: Hashable, Comparable {
        let source: IPAddress
        let destination: IPAddress
        static func < (left: Ends, right: Ends) -> Bool {
            (left.source, left.destination) < (right.source, right.destination)
        }
    }

    private static func finding(
        _ ground: HuntingGround, _ ends: Ends, _ talks: [(pair: Picture.Pair, talk: Picture.Talk)], _ uploads: [Double],
        _ options: MissionOptions
    ) async throws -> [Finding] {
        guard let first = talks.map(\.talk.first).min(), let last = talks.map(\.talk.last).max() else { return [] }
        let flows = try await ground.flows(from: ends.source, to: ends.destination, since: first)
        let largest = flows.sorted { ($0.bytesOut, $0.id) > ($1.bytesOut, $1.id) }.prefix(32).map(\.id).sorted()
        let sent = talks.reduce(0) { $0 &+ $1.talk.bytesOut }
        let received = talks.reduce(0) { $0 &+ $1.talk.bytesIn }
        let steady = uploads.median > 0 ? uploads.medianDeviation / uploads.median : 1
        var evidence = [
            Evidence("upload_days", count: uploads.count, threshold: options["days"]),
            Evidence("bytes_a_day", measure: uploads.median), Evidence("bytes_sent", count: sent),
            Evidence("bytes_received", count: received), Evidence("spread", measure: (steady * 1000).rounded() / 1000),
        ]
        if let name = talks.compactMap(\.talk.name).first { evidence.append(Evidence("server_name", text: name)) }
        return [
            Finding(
                detection: .exfiltration,
                summary:
                    "\(ends.source) sends data to \(ends.destination) day after day, a place nobody here used before",
                severity: .high, confidence: steady < 0.3 ? 0.8 : 0.65, techniques: ["T1041", "T1030"],
                attackers: [.address(ends.source)], victims: [.address(ends.destination)], evidence: evidence,
                flows: largest, firstSeen: first, lastSeen: last)
        ]
    }
}
