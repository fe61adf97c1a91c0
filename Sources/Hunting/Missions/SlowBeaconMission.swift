import Vocabulary

/// A call home every few hours: too slow for the live rule's window.
enum SlowBeaconMission: Mission {
    static let card = MissionCard(
        name: "slow-beacon", title: "Slow beacon",
        summary:
            "One of ours calls a place that is new and that nobody else here uses, again and again after the same pause (ten minutes to a "
            + "day), a missed call or some jitter allowed. Updates, telemetry and clocks that were there from the beginning, that "
            + "several hosts share, or that came with a new device are normal.",
        detections: [.c2Beacon], techniques: ["T1071.001", "T1573"], severity: .high,
        options: [
            MissionCard.learning,
            CardOption("calls", 10, 5...10_000, "calls", "Calls that make a rhythm."),
            CardOption("least_seconds", 600, 60...86_400, "seconds", "Faster calls are the live rule's."),
            CardOption("most_seconds", 90_000, 3600...604_800, "seconds", "The longest pause."),
            CardOption("regular", 0.8, 0.5...1, "share", "Of the pauses that must fit the rhythm."),
            CardOption("jitter", 0.25, 0.01...0.6, "share", "How far a pause may lie off."),
        ],
        blindSpots: [
            "New software of one host that phones home looks the same: suppress it by its destination.",
            "A server behind the same /24 or the same domain as one in use since the beginning is not new.",
            "Random pauses over a wide range are no rhythm.",
        ])

    /// Protocols whose rhythm is their business.
    private static let clocks: Set<Service> = [.dns, .mdns, .llmnr, .nbns, .dhcp, .ntp, .ssdp, .snmp]

    static func hunt(_ ground: HuntingGround, _ options: MissionOptions) async throws -> MissionResult {
        let picture = ground.picture
        guard let news = picture.newsBegin(options["learn_days"]) else { return .tooYoung(picture, options) }
        let outside = picture.outside()
        let homes = picture.homeHosts()
        let all = picture.sorted { $1.direction == .outbound && !clocks.contains($1.service) }
        let fresh = all.filter { pair, talk in
            guard outside.first(pair, talk) >= news, outside.sources(pair, talk) <= 1 else { return false }
            // What a device does from its own first day is the device.
            if let born = homes[pair.source], talk.first < born.advanced(bySeconds: 86_400) { return false }
            return true
        }
        let candidates = fresh.filter { _, talk in
            let span = talk.last.seconds(since: talk.first)
            let flows = Double(talk.flows)
            return flows >= options["calls"] && span / flows >= options["least_seconds"] * 0.5
                && span / flows <= options["most_seconds"] * 1.5
        }
        var result = MissionResult(looked: [
            "\(all.count) conversations to the outside, \(fresh.count) to places new since \(news.day) that one host alone uses, "
                + "\(candidates.count) with \(Int(options["calls"])) calls or more at a slow pace"
        ])
        var best = 0.0
        for (pair, talk) in candidates.prefix(2000) {
            let flows = try await ground.flows(
                from: pair.source, to: pair.destination, ports: [pair.port], since: talk.first)
            let rhythm = Rhythm(flows.map(\.start), jitter: options["jitter"])
            best = max(best, rhythm.pauses >= Int(options["calls"]) - 1 ? rhythm.share : 0)
            guard rhythm.pauses + 1 >= Int(options["calls"]), rhythm.share >= options["regular"],
                (options["least_seconds"]...options["most_seconds"]).contains(rhythm.interval)
            else { continue }
            result.findings.append(finding(pair, talk, flows, rhythm, options))
        }
        result.nothing =
            result.findings.isEmpty
            ? "no new conversation kept a rhythm; the most regular one fitted in \(Int(best * 100)) of 100 pauses" : nil
        return result
    }

    private static func finding(
        _ pair: Picture.Pair, _ talk: Picture.Talk, _ flows: [FlowRecord], _ rhythm: Rhythm, _ options: MissionOptions
    ) -> Finding {
        let sizes = flows.map { Double($0.bytesOut) }
        let spread = sizes.median > 0 ? sizes.medianDeviation / sizes.median : 1
        var evidence = [
            Evidence("interval_seconds", measure: rhythm.interval.rounded()),
            Evidence("calls", count: rhythm.pauses + 1, threshold: options["calls"]),
            Evidence("regular_share", measure: (rhythm.share * 1000).rounded() / 1000, threshold: options["regular"]),
            Evidence("bytes_a_call", measure: sizes.median.rounded()), Evidence("port", count: pair.port),
        ]
        if let name = talk.name { evidence.append(Evidence("server_name", text: name)) }
        return Finding(
            detection: .c2Beacon,
            summary: "\(pair.source) calls \(pair.destination) after equal pauses, a place nobody else here uses",
            severity: talk.name == nil || spread < 0.1 ? .high : .medium, confidence: spread < 0.25 ? 0.85 : 0.7,
            techniques: talk.service == .tls || talk.service == .quic ? ["T1071.001", "T1573"] : ["T1071.001"],
            attackers: [.address(pair.source)], victims: [.address(pair.destination)], evidence: evidence,
            flows: flows.suffix(32).map(\.id), firstSeen: talk.first, lastSeen: talk.last)
    }
}

/// How regular a row of moments is: the median pause, and the share of pauses that are it, or twice or three times it (missed calls).
///
/// Moments within a tenth of the median pause are one call.
struct Rhythm {
    private(set) var interval = 0.0
    private(set) var share = 0.0
    private(set) var pauses = 0

    init(_ moments: [Timestamp], jitter: Double) {
        let sorted = moments.sorted()
        var gaps = zip(sorted.dropFirst(), sorted).map { $0.seconds(since: $1) }
        // Retries and parallel connections stand close together.
        let rough = gaps.filter { $0 > 60 }.median
        guard rough > 0 else { return }
        var calls: [Timestamp] = []
        for moment in sorted where calls.last.map({ moment.seconds(since: $0) > rough / 10 }) ?? true {
            calls.append(moment)
        }
        gaps = zip(calls.dropFirst(), calls).map { $0.seconds(since: $1) }
        guard !gaps.isEmpty else { return }
        pauses = gaps.count
        let middle = gaps.median
        interval = middle
        share =
            Double(
                gaps.count { gap in
                    (1...3).contains { abs(gap - Double($0) * middle) <= jitter * middle }
                }) / Double(gaps.count)
    }
}
