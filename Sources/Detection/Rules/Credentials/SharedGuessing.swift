import Flows
package import Vocabulary

/// Guesses that many sources share, each with so few that none is conspicuous: seen from the server they come to.
package struct SharedGuessing: DetectionRule {
    package static let card = RuleCard(
        name: "shared-guessing", title: "Password guessing by many sources",
        summary: """
            Many addresses, outside ones above all, fail to log in at the same service of one host within an hour, each only a few \
            times, and none of them ever gets in. Where the protocol names accounts and nearly each try is for another one, it is spraying.
            """,
        detections: BruteForce.services.map { DetectionID.bruteForce($0) }
            + BruteForce.services.map { DetectionID.passwordSpray($0) },
        techniques: ["T1110.001", "T1110.003"], severity: .medium,
        options: [
            CardOption(
                "sources", 12, 3...256, "hosts", "Addresses that failed and never got in, in `window_seconds`"),
            CardOption("failures", 36, 5...100_000, "log-ins", "Failures of all of them together"),
            CardOption(
                "most_each", 24, 2...1000, "log-ins",
                "Who fails more often than this guesses by himself (`brute-force`)"),
            CardOption("window_seconds", 3600, 60...86_400, "seconds", "Within so long"),
        ],
        blindSpots: [
            "Log-ins inside TLS are not seen; over ssh failures are inferred from sizes, accounts are not known.",
            "Sources inside are judged for ssh, ftp, telnet and vnc only: where a directory or mail service breaks, all inside fail.",
            "When a service breaks for outside users of whom none got in since the capture began, they look like guessers.",
            "Fewer than twelve sources an hour, and more than 256 at a time.",
        ],
        rationale: """
            Any service on the open net is guessed at by hundreds of addresses with a try or two each: fail2ban's five in ten minutes \
            sees none of them. People mistype and then get in; a crowd of whom nobody ever does is not people.
            """)
    package static let interests: EventKinds = [.application]
    package static let facts: FactKinds = .login

    private struct Key: SeededKey {
        let server: IPAddress
        let service: Service
    }
    private var crowds = BoundedTable<Key, GuessingCrowd>(capacity: 512)
    private let sources: Int
    private let failures: Int
    private let most: Int
    private let window: Double

    package init(settings: RuleSettings) {
        sources = Int(settings["sources"])
        failures = Int(settings["failures"])
        most = Int(settings["most_each"])
        window = settings["window_seconds"]
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard case .application(.login(let attempt)) = event.detail, attempt.outcome != .unknown,
            BruteForce.services.contains(attempt.service),
            Self.isJudgedInside(attempt.service) || !context.home.contains(event.flow.key.initiator)
        else { return }
        let key = Key(server: event.flow.key.responder, service: attempt.service)
        let now = event.timestamp
        let (sources, failures, most, window) = (sources, failures, most, window)
        let found: Finding? = crowds.update(key, default: GuessingCrowd(at: event.flow.firstSeen)) { crowd in
            // A quiet hour ends what was.
            if now.seconds(since: crowd.lastSeen) > window { crowd = GuessingCrowd(at: event.flow.firstSeen) }
            crowd.observe(attempt, from: event.flow.key.initiator, flow: event.flow.id, at: now)
            guard attempt.outcome == .failed else { return nil }
            let guessers = crowd.guessers(within: window, of: now, most: most)
            guard guessers.who.count >= sources, guessers.failures >= failures,
                crowd.ladder.climbs(to: guessers.failures)
            else { return nil }
            return Self.finding(key, crowd, guessers.who, guessers.failures, sources: sources, failures: failures)
        }
        if let found { report.report(found) }
    }

    /// Services that people inside hardly use all at once: when a directory or mail service breaks, everybody fails.
    private static func isJudgedInside(_ service: Service) -> Bool {
        service == .ssh || service == .telnet || service == .vnc || service == .ftp
    }

    private static func finding(
        _ key: Key, _ crowd: GuessingCrowd, _ who: [IPAddress], _ count: Int, sources: Int, failures: Int
    ) -> Finding {
        let accounts = crowd.accounts.count
        let isSpray = crowd.named * 2 >= count && accounts * 10 >= crowd.named * 7
        return Finding(
            detection: isSpray ? .passwordSpray(key.service) : .bruteForce(key.service),
            summary:
                "\(who.count) addresses guess passwords for \(key.service.name) on \(key.server), a few tries each",
            severity: .medium, confidence: 0.75, techniques: [isSpray ? "T1110.003" : "T1110.001"],
            attackers: who.prefix(64).map { .address($0) }, victims: [.address(key.server)],
            evidence: [
                Evidence("sources", count: who.count, threshold: Double(sources)),
                Evidence("failed_logins", count: count, threshold: Double(failures)),
                Evidence("accounts_tried", count: accounts),
                Evidence("sources_that_got_in", count: crowd.welcome),
                Evidence("window_seconds", measure: max(0, crowd.lastSeen.seconds(since: crowd.firstSeen))),
            ],
            flows: crowd.flows.ids, firstSeen: crowd.firstSeen, lastSeen: crowd.lastSeen)
    }
}
