package import Vocabulary

/// Password guessing against one service of one host.
package struct BruteForce: DetectionRule {
    package static let services: [Service] = [
        .ssh, .ftp, .telnet, .rdp, .vnc, .smb, .http, .smtp, .pop3, .imap, .mysql, .postgresql, .mqtt, .kerberos, .ldap,
        .winrm,
    ]

    package static let card = RuleCard(
        name: "brute-force", title: "Password guessing",
        summary: """
            One client fails to log in at one service again and again. Log-ins are counted, never packets or connections: \
            failures that the protocol states, failures inferred from the sizes of encrypted packets, and, where neither can \
            be read, connections that have the shape of a failed log-in. A success after the failures raises the severity.
            """,
        detections: services.map { DetectionID.bruteForce($0) },
        techniques: ["T1110.001", "T1110", "T1078"], severity: .high,
        options: LoginTiers.options + [
            CardOption(
                "unseen_factor", 1.5, 1...3, "times", "Tries whose outcome is not seen must be this many times as many")
        ],
        blindSpots: [
            "A guess an hour stays below every tier; guesses from ever new addresses are the rule `shared-guessing`'s.",
            "An attacker who logs in with an account of his own after every third guess looks like somebody who mistypes.",
            "Log-ins inside TLS (HTTPS, IMAPS) are not seen.",
            "A program that keeps trying a password that was changed is left alone where the password's length shows (ftp, mail, web, "
                + "ldap, mqtt) and it is no faster than 8 a minute; elsewhere it looks the same as guessing.",
            "Slow guesses in clear of passwords that all have one length look like such a program.",
        ],
        rationale: """
            Zeek: 30 failures in 30 minutes; fail2ban: 5 in 10 minutes; CrowdSec: 5 with a leak of one in 10 seconds. A person \
            gets three prompts a connection and two connections wrong, so 8 a minute is the least. Successful log-ins of \
            automation (ansible, git, monitoring), session cookies and mail clients that poll are not failures.
            """)
    package static let interests: EventKinds = [.application, .closed]
    package static let facts: FactKinds = [.login, .httpRequest]
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { .tcp }

    private struct Key: SeededKey {
        let client: IPAddress
        let server: IPAddress
        let service: Service
    }
    private var tallies = BoundedTable<Key, LoginTally>(capacity: 8192)
    private let tiers: LoginTiers
    private let unseen: Double

    package init(settings: RuleSettings) {
        tiers = LoginTiers(settings)
        unseen = settings["unseen_factor"]
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        switch event.detail {
        case .application(.login(let attempt)) where Self.services.contains(attempt.service):
            count(event.flow.key, event.timestamp, as: attempt.service, report: &report) { tally in
                tally.observe(attempt, flow: event.flow, at: event.timestamp)
                return attempt.outcome == .succeeded
            }
        case .application(.httpRequest(let request))
        where HTTPLoginForm.isTry(method: request.method, target: request.target):
            count(event.flow.key, event.timestamp, as: .http, report: &report) { tally in
                tally.shaped.add(event.timestamp)
                tally.flows.add(event.flow.id)
                tally.firstSeen = min(tally.firstSeen, event.flow.firstSeen)
                tally.lastSeen = max(tally.lastSeen, event.timestamp)
                return false
            }
        case .none where event.kind == .closed:
            guard let service = LoginShape.service(of: event.flow) else { return }
            count(event.flow.key, event.timestamp, as: service, report: &report) { tally in
                tally.observeShape(event.flow, at: event.flow.lastSeen)
                return false
            }
        default: return
        }
    }

    private mutating func count(
        _ flow: FlowKey, _ time: Timestamp, as service: Service, report: inout FindingSink,
        _ change: (inout LoginTally) -> Bool
    ) {
        let key = Key(client: flow.initiator, server: flow.responder, service: service)
        let (tiers, unseen) = (tiers, unseen)
        let found: Finding? = tallies.update(key, default: LoginTally()) { tally in
            let gotIn = change(&tally)
            if gotIn { return Self.success(key, &tally, at: time) }
            guard let basis = Self.basis(of: tally, key.service, tiers, unseen, at: time) else { return nil }
            guard tally.ladder.climbs(to: basis.total) else { return nil }
            return Self.finding(key, tally, basis)
        }
        if let found { report.report(found) }
    }

    /// What the count stands on, strongest first.
    private struct Basis {
        var total: Int
        var count: Int
        var threshold: Int
        var seconds: Double
        var words: String
        var confidence: Double
    }

    /// Where a password is sent as it is.
    private static let plain: Set<Service> = [.ftp, .telnet, .smtp, .pop3, .imap, .http, .mqtt, .ldap]

    private static func basis(
        of tally: LoginTally, _ service: Service, _ tiers: LoginTiers, _ unseen: Double, at now: Timestamp
    ) -> Basis? {
        let accounts = tally.accounts.count
        // Many accounts with a try or two each is spraying, which has a rule of its own.
        if accounts >= 6, accounts * 2 > max(tally.failures.total, tally.tries.total) { return nil }
        if let crossed = tiers.crossed(by: tally.failures, at: now),
            crossed.seconds <= 60 || !plain.contains(service) || !tally.repeatsOneSecret
        {
            let inferred = tally.inferred * 2 > tally.failures.total
            return Basis(
                total: tally.failures.total, count: crossed.count, threshold: crossed.threshold,
                seconds: crossed.seconds,
                words: inferred
                    ? "failures inferred from the sizes of encrypted packets" : "failures stated by the protocol",
                confidence: inferred ? 0.85 : 0.95)
        }
        guard tally.successes * 4 <= max(tally.tries.total, tally.shaped.total) else { return nil }
        if let crossed = tiers.crossed(by: tally.tries, at: now, factor: unseen) {
            return Basis(
                total: tally.tries.total, count: crossed.count, threshold: crossed.threshold, seconds: crossed.seconds,
                words: "tries to log in, outcome not seen", confidence: 0.75)
        }
        let factor = service == .http ? unseen : 2
        if let crossed = tiers.crossed(by: tally.shaped, at: now, factor: factor), LoginShape.isUniform(tally) {
            return Basis(
                total: tally.shaped.total, count: crossed.count, threshold: crossed.threshold, seconds: crossed.seconds,
                words: service == .http
                    ? "submissions of a log-in form, outcome not seen"
                    : "short connections of the same shape, log-in not readable",
                confidence: service == .http ? 0.75 : 0.6)
        }
        return nil
    }

    private static func success(_ key: Key, _ tally: inout LoginTally, at now: Timestamp) -> Finding? {
        guard tally.ladder.hasReported, !tally.saidSuccess else { return nil }
        tally.saidSuccess = true
        let basis = Basis(
            total: max(tally.failures.total, tally.tries.total), count: tally.failures.total, threshold: 0, seconds: 0,
            words: "a log-in succeeded after the failures", confidence: 0.9)
        return finding(key, tally, basis, gotIn: true)
    }

    private static func finding(_ key: Key, _ tally: LoginTally, _ basis: Basis, gotIn: Bool = false) -> Finding {
        var evidence = [
            gotIn
                ? Evidence("failed_logins", count: basis.total)
                : Evidence("failed_logins", count: basis.count, threshold: Double(basis.threshold)),
            Evidence("failed_logins_total", count: basis.total),
        ]
        if !gotIn { evidence.append(Evidence("window_seconds", measure: basis.seconds)) }
        evidence.append(Evidence("accounts_tried", count: tally.accounts.count))
        evidence.append(Evidence("successful_logins", count: tally.successes))
        evidence.append(Evidence("basis", text: basis.words))
        let what = "\(key.client) guesses passwords for \(key.service.name) on \(key.server)"
        return Finding(
            detection: .bruteForce(key.service), summary: gotIn ? what + " and got in" : what,
            severity: gotIn ? .critical : basis.confidence < 0.7 ? .medium : .high, confidence: basis.confidence,
            techniques: ["T1110.001"] + (gotIn ? ["T1078"] : []), attackers: [.address(key.client)],
            victims: [.address(key.server)], evidence: evidence, flows: tally.flows.ids, firstSeen: tally.firstSeen,
            lastSeen: tally.lastSeen)
    }
}
