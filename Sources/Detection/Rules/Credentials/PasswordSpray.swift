package import Vocabulary

/// Few passwords against many accounts, or against the same service of many hosts.
package struct PasswordSpray: DetectionRule {
    package static let card = RuleCard(
        name: "password-spray", title: "Password spraying",
        summary: """
            One client fails to log in with many accounts, a try or two each, or at the same service of many hosts with a few \
            tries each: slow enough for every account that none is locked. Kerberos pre-authentication failures count.
            """,
        detections: BruteForce.services.map { DetectionID.passwordSpray($0) }, techniques: ["T1110.003", "T1078"],
        severity: .high,
        options: [
            CardOption("accounts", 8, 3...200, "accounts", "Distinct accounts that failed within the window"),
            CardOption("targets", 6, 3...200, "hosts", "Distinct hosts at which log-ins failed within the window"),
            CardOption("tries_each", 3, 1...10, "log-ins", "At most so many failures for each account or host"),
            CardOption("window_seconds", 3600, 60...86_400, "seconds", "Counting starts afresh after so long"),
        ],
        blindSpots: [
            "Accounts are seen only where the protocol names them in clear; over ssh a spray of one host is told as guessing, and only "
                + "many hosts as spraying.",
            "A spray from many inside addresses, one try each, is not joined together (outside ones: `shared-guessing`).",
        ],
        rationale: """
            A shared host (terminal server, mail gateway) makes failures for several people, but a handful an hour and with \
            successes between; eight accounts that only fail, in one hour, from one address, are not that.
            """)
    package static let interests: EventKinds = [.application]
    package static let facts: FactKinds = .login

    private struct Key: SeededKey {
        let client: IPAddress
        let service: Service
    }

    private struct Spray {
        var start: Timestamp
        var failures = 0
        var successes = 0
        var accounts = DistinctCount()
        var targets = DistinctCount()
        var victims: [IPAddress] = []
        var flows = FlowSample()
        var ladder = ReportLadder()
        var saidSuccess = false
        var last: Timestamp
    }
    private var sprays = BoundedTable<Key, Spray>(capacity: 4096)
    private let accounts: Int
    private let targets: Int
    private let triesEach: Int
    private let window: Double

    package init(settings: RuleSettings) {
        accounts = Int(settings["accounts"])
        targets = Int(settings["targets"])
        triesEach = Int(settings["tries_each"])
        window = settings["window_seconds"]
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard case .application(.login(let attempt)) = event.detail, attempt.outcome != .unknown,
            BruteForce.services.contains(attempt.service)
        else { return }
        let key = Key(client: event.flow.key.initiator, service: attempt.service)
        let server = event.flow.key.responder
        let now = event.timestamp
        let (accounts, targets, triesEach, window) = (accounts, targets, triesEach, window)
        let fresh = Spray(start: event.flow.firstSeen, last: now)
        let found: Finding? = sprays.update(key, default: fresh) { spray in
            if !spray.ladder.hasReported, now.seconds(since: spray.start) > window { spray = fresh }
            spray.last = max(spray.last, now)
            if attempt.outcome == .succeeded {
                spray.successes += 1
                guard spray.ladder.hasReported, !spray.saidSuccess else { return nil }
                spray.saidSuccess = true
                return Self.finding(key, spray, accounts: accounts, targets: targets, gotIn: server)
            }
            spray.failures += 1
            spray.flows.add(event.flow.id)
            if !attempt.user.isEmpty { spray.accounts.add(digest(attempt.user.utf8)) }
            spray.targets.add(server.high ^ DistinctCount.mix(server.low))
            if spray.victims.count < 64, !spray.victims.contains(server) { spray.victims.append(server) }
            let named = spray.accounts.count
            let hosts = spray.targets.count
            let wide = named >= accounts && spray.failures <= named * triesEach
            // Where accounts are not named, a few hosts that share many failures are enough.
            let shared =
                named == 0 && hosts * 2 >= targets && spray.failures >= hosts * triesEach && spray.failures >= 20
            let broad = shared || hosts >= targets && spray.failures <= hosts * (triesEach + 2)
            guard wide || broad, spray.successes * 2 <= spray.failures, spray.ladder.climbs(to: max(named, hosts))
            else {
                return nil
            }
            return Self.finding(key, spray, accounts: accounts, targets: targets, gotIn: nil)
        }
        if let found { report.report(found) }
    }

    private static func finding(
        _ key: Key, _ spray: Spray, accounts: Int, targets: Int, gotIn: IPAddress?
    ) -> Finding {
        let what = "\(key.client) tries the \(key.service.name) log-ins of many accounts or hosts, a few tries each"
        return Finding(
            detection: .passwordSpray(key.service),
            summary: gotIn.map { what + ", and got in at \($0)" } ?? what,
            severity: gotIn == nil ? .high : .critical, confidence: 0.85,
            techniques: ["T1110.003"] + (gotIn == nil ? [] : ["T1078"]), attackers: [.address(key.client)],
            victims: spray.victims.map { .address($0) },
            evidence: [
                Evidence("accounts_failed", count: spray.accounts.count, threshold: Double(accounts)),
                Evidence("hosts_tried", count: spray.targets.count, threshold: Double(targets)),
                Evidence("failed_logins", count: spray.failures),
                Evidence("successful_logins", count: spray.successes),
                Evidence("window_seconds", measure: max(0, spray.last.seconds(since: spray.start))),
            ],
            flows: spray.flows.ids, firstSeen: spray.start, lastSeen: spray.last)
    }
}
