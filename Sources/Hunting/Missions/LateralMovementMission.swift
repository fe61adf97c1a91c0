import Vocabulary

/// A host that begins to log in to one neighbour after another, however slowly.
enum LateralMovementMission: Mission {
    static let card = MissionCard(
        name: "lateral-movement", title: "Lateral movement, at any pace",
        summary:
            "One of ours reaches neighbours by SMB, RDP, SSH, WinRM, VNC or DCOM that it never spoke with before, more of them than it "
            + "used to. Neighbours that several hosts use (file servers) do not count, nor does a host that always had as many.",
        detections: ["smb", "rdp", "ssh", "winrm", "vnc", "dcom"].map { .lateralMovement($0) },
        techniques: ["T1021.002", "T1021.001", "T1021.004", "T1021.006", "T1021.005", "T1021.003"], severity: .high,
        options: [
            MissionCard.learning,
            CardOption("hosts", 4, 2...1000, "hosts", "New neighbours reached that make it news."),
            CardOption("window_days", 14, 1...60, "days", "How far back the steps may lie."),
            CardOption(
                "shared", 2, 0...100, "hosts", "A neighbour used by more others than this is a server of the house."),
        ],
        blindSpots: [
            "An intruder on an administrator's machine looks like the administrator.",
            "Log-ins over ports other than the usual ones are not seen.",
            "Movement that began in the store's first days is taken for normal.",
        ])

    private static let channels: [UInt16: (name: String, technique: String)] = [
        445: ("smb", "T1021.002"), 139: ("smb", "T1021.002"), 3389: ("rdp", "T1021.001"), 22: ("ssh", "T1021.004"),
        5985: ("winrm", "T1021.006"), 5986: ("winrm", "T1021.006"), 5900: ("vnc", "T1021.005"),
        135: ("dcom", "T1021.003"),
    ]

    static func hunt(_ ground: HuntingGround, _ options: MissionOptions) async throws -> MissionResult {
        let picture = ground.picture
        guard let news = picture.newsBegin(options["learn_days"]) else { return .tooYoung(picture, options) }
        let since = max(news, picture.now.advanced(bySeconds: -options["window_days"] * 86_400))
        let steps = picture.sorted { $1.direction == .internal && $0.transport == .tcp && channels[$0.port] != nil }
        var users: [Door: Set<IPAddress>] = [:]
        for (pair, _) in steps { users[Door(pair), default: []].insert(pair.source) }
        var fresh: [IPAddress: [(pair: Picture.Pair, talk: Picture.Talk)]] = [:]
        var before: [IPAddress: Set<IPAddress>] = [:]
        for (pair, talk) in steps {
            if talk.first < since {
                before[pair.source, default: []].insert(pair.destination)
            } else if (users[Door(pair)]?.count ?? 1) - 1 <= Int(options["shared"]) {
                fresh[pair.source, default: []].append((pair, talk))
            }
        }
        var result = MissionResult(looked: [
            "\(steps.count) conversations between our hosts by SMB, RDP, SSH, WinRM, VNC or DCOM, \(fresh.values.reduce(0) { $0 + $1.count }) of them new since \(since.day)"
        ])
        var most = 0
        for source in fresh.keys.sorted() {
            let all = (fresh[source] ?? []).sorted { $0.talk.first < $1.talk.first }
            let hosts = Set(all.map(\.pair.destination)).subtracting(before[source] ?? [])
            most = max(most, hosts.count)
            let known = before[source]?.count ?? 0
            guard hosts.count >= Int(options["hosts"]), hosts.count > 2 * known else { continue }
            result.findings += try await finding(
                ground, source, all.filter { hosts.contains($0.pair.destination) }, known, options)
        }
        result.nothing =
            result.findings.isEmpty
            ? "no host reached \(Int(options["hosts"])) new neighbours; the most was \(most)" : nil
        return result
    }

    private struct Door: Hashable {
        let address: IPAddress
        let port: UInt16
        init(_ pair: Picture.Pair) { (address, port) = (pair.destination, pair.port) }
    }

    private static func finding(
        _ ground: HuntingGround, _ source: IPAddress, _ steps: [(pair: Picture.Pair, talk: Picture.Talk)], _ known: Int,
        _ options: MissionOptions
    ) async throws -> [Finding] {
        guard let first = steps.first, let last = steps.map(\.talk.last).max() else { return [] }
        var flows: [UInt64] = []
        for step in steps.prefix(32) {
            let found = try await ground.flows(
                from: source, to: step.pair.destination, ports: [step.pair.port], since: step.talk.first, most: 100)
            if let flow = found.first { flows.append(flow.id) }
        }
        var counts: [UInt16: Int] = [:]
        for step in steps { counts[step.pair.port, default: 0] += 1 }
        let port = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? first.pair.port
        let channel = channels[port] ?? ("smb", "T1021.002")
        let hosts = Set(steps.map(\.pair.destination)).sorted()
        let techniques = [channel.technique] + counts.keys.sorted().compactMap { channels[$0]?.technique }
        let span = (steps.last?.talk.first ?? first.talk.first).seconds(since: first.talk.first)
        return [
            Finding(
                detection: .lateralMovement(channel.name),
                summary: "\(source) reached one neighbour after another that it never spoke with before",
                severity: .high, confidence: min(0.95, 0.6 + 0.05 * Double(hosts.count)),
                techniques: techniques.unique, attackers: [.address(source)],
                victims: hosts.prefix(64).map { .address($0) },
                evidence: [
                    Evidence("new_hosts", count: hosts.count, threshold: options["hosts"]),
                    Evidence("hosts_before", count: known), Evidence("span_hours", measure: span / 3600),
                    Evidence("ports", .list(counts.keys.sorted().map(String.init))),
                ], flows: flows, firstSeen: first.talk.first, lastSeen: last)
        ]
    }
}
