import Vocabulary

/// One try here, one try there: short log-ins at many hosts, spread over days.
enum CredentialSprayMission: Mission {
    static let card = MissionCard(
        name: "credential-spray", title: "Slow credential spray",
        summary:
            "One source opens short connections to a log-in service of many hosts, again and again, none of them long enough to be work, "
            + "and did not do so before. Monitoring that was there from the beginning is normal.",
        detections: [
            Service.ssh, .smb, .rdp, .ldap, .kerberos, .winrm, .ftp, .telnet, .imap, .pop3, .vnc, .mysql, .postgresql,
        ].map {
            .passwordSpray($0)
        }, techniques: ["T1110.003"], severity: .high,
        options: [
            MissionCard.learning,
            CardOption("hosts", 5, 2...1000, "hosts", "Hosts that were tried."),
            CardOption("tries", 20, 5...100_000, "connections", "Short connections in all."),
            CardOption(
                "most_bytes", 10_000, 500...100_000, "bytes", "A longer connection, on average, is work."),
        ],
        blindSpots: [
            "Whether a log-in failed is not stored: shortness stands for it.",
            "Sprays by many sources at once show as one try each.",
        ])

    private static let services: [UInt16: Service] = [
        22: .ssh, 445: .smb, 3389: .rdp, 389: .ldap, 88: .kerberos, 5985: .winrm, 21: .ftp, 23: .telnet, 143: .imap,
        110: .pop3,
        5900: .vnc, 3306: .mysql, 5432: .postgresql,
    ]

    static func hunt(_ ground: HuntingGround, _ options: MissionOptions) async throws -> MissionResult {
        let picture = ground.picture
        guard let news = picture.newsBegin(options["learn_days"]) else { return .tooYoung(picture, options) }
        let all = picture.sorted { services[$0.port] != nil && ($1.direction == .internal || $1.direction == .inbound) }
        var doors: [Door: [(pair: Picture.Pair, talk: Picture.Talk)]] = [:]
        var old: [Door: Int] = [:]
        for (pair, talk) in all {
            let door = Door(source: pair.source, port: pair.port)
            let flows = Double(max(1, talk.flows))
            if talk.first < news {
                old[door, default: 0] += 1
            } else if Double(talk.bytesOut &+ talk.bytesIn) / flows <= options["most_bytes"] {
                doors[door, default: []].append((pair, talk))
            }
        }
        var result = MissionResult(looked: [
            "\(all.count) conversations with log-in services, \(doors.count) sources with short ones new since \(news.day)"
        ])
        var most = 0
        for door in doors.keys.sorted() {
            let talks = doors[door] ?? []
            let hosts = Set(talks.map(\.pair.destination))
            let tries = talks.reduce(0) { $0 + $1.talk.flows }
            most = max(most, hosts.count)
            guard Double(hosts.count) >= options["hosts"], hosts.count > 2 * (old[door] ?? 0),
                Double(tries) >= options["tries"],
                let service = services[door.port], let first = talks.map(\.talk.first).min(),
                let last = talks.map(\.talk.last).max()
            else { continue }
            let flows = try await ground.flows(from: door.source, ports: [door.port], since: first)
            result.findings.append(
                Finding(
                    detection: .passwordSpray(service),
                    summary:
                        "\(door.source) tries the \(service.name) log-in of one host after another, briefly and over days",
                    severity: .high, confidence: 0.7, techniques: ["T1110.003"], attackers: [.address(door.source)],
                    victims: hosts.sorted().prefix(64).map { .address($0) },
                    evidence: [
                        Evidence("hosts", count: hosts.count, threshold: options["hosts"]),
                        Evidence("connections", count: tries, threshold: options["tries"]),
                        Evidence("hours", measure: (last.seconds(since: first) / 360).rounded() / 10),
                        Evidence("bytes_a_connection", measure: Self.mean(talks)),
                    ], flows: flows.prefix(32).map(\.id), firstSeen: first, lastSeen: last))
        }
        result.nothing =
            result.findings.isEmpty
            ? "no source tried \(Int(options["hosts"])) hosts briefly; the most was \(most)" : nil
        return result
    }

    private static func mean(_ talks: [(pair: Picture.Pair, talk: Picture.Talk)]) -> Double {
        let bytes = talks.reduce(0) { $0 &+ $1.talk.bytesOut &+ $1.talk.bytesIn }
        return (Double(bytes) / Double(max(1, talks.reduce(0) { $0 + $1.talk.flows }))).rounded()
    }

    private struct Door: Hashable, Comparable {
        let source: IPAddress
        let port: UInt16
        static func < (left: Door, right: Door) -> Bool { (left.source, left.port) < (right.source, right.port) }
    }
}
