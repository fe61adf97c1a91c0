import Flows
package import Vocabulary

/// Sessions over ssh or rdp from one internal host to several others that it never contacted before.
package struct LateralHop: DetectionRule {
    package static let card = RuleCard(
        name: "lateral-hop", title: "Going from host to host",
        summary: """
            A host opens ssh or rdp sessions to several internal hosts that are new to it, one after the other. After a session \
            of the same kind came in to that host shortly before, fewer are enough: the second step of somebody who moves \
            through a network.
            """,
        detections: [.lateralMovement("ssh"), .lateralMovement("rdp")], techniques: ["T1021.004", "T1021.001"],
        severity: .medium,
        options: [
            CardOption("new_hosts", 4, 2...100, "hosts", "New hosts reached one after the other"),
            CardOption("hop_hosts", 3, 1...100, "hosts", "The same, after a session came in"),
            CardOption("window_seconds", 1800, 60...86_400, "seconds", "Within so long"),
            CardOption("pace_seconds", 3, 0...600, "seconds", "Sessions that start closer together are automation"),
        ],
        blindSpots: [
            "One hop from one host to one other is ordinary work and is not reported.",
            "An administrator who visits many hosts for the first time looks the same.",
            "A slow attacker, less than two new hosts in a quarter of an hour, stays below.",
        ],
        rationale: """
            Automation (ansible, monitoring) starts its sessions together, from a machine that nobody logs into just before, and \
            reaches the same hosts again and again; failed log-ins and scans are no sessions.
            """)
    package static let interests: EventKinds = [.closed, .progressed, .application]
    package static let facts: FactKinds = .login
    package static func traffic(of kind: FlowEvent.Kind) -> TrafficKinds { .tcp }

    private struct Key: SeededKey {
        let host: IPAddress
        let service: Service
    }
    private struct Visit {
        let host: IPAddress
        let start: Timestamp
        let flow: UInt64
    }
    private struct Hop {
        var cameIn: Timestamp?
        var from: IPAddress?
        var known: [IPAddress] = []
        var visits: [Visit] = []
        /// When the latest session to a new host began, noted or not.
        var latest: Timestamp?
        var ladder = ReportLadder()
    }
    private var hops = BoundedTable<Key, Hop>(capacity: 4096)
    private let newHosts: Int
    private let hopHosts: Int
    private let window: Double
    private let pace: Double

    package init(settings: RuleSettings) {
        newHosts = Int(settings["new_hosts"])
        hopHosts = Int(settings["hop_hosts"])
        window = settings["window_seconds"]
        pace = settings["pace_seconds"]
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard let service = Self.session(&event), context.home.contains(event.flow.key.responder) else { return }
        let flow = event.flow
        let (from, to) = (flow.key.initiator, flow.key.responder)
        if context.home.contains(from) { visit(Key(host: from, service: service), to, flow, event.timestamp, &report) }
        let window = window
        hops.update(Key(host: to, service: service), default: Hop()) { hop in
            guard hop.cameIn.map({ flow.firstSeen.seconds(since: $0) > window }) ?? true else { return }
            hop.cameIn = flow.firstSeen
            hop.from = from
        }
    }

    /// A session, not a knock: a log-in that succeeded, or more than key exchange and a refused log-in need.
    private static func session(_ event: inout FlowEvent) -> Service? {
        let flow = event.flow
        if event.kind == .application {
            guard case .application(.login(let attempt)) = event.detail, attempt.outcome == .succeeded,
                attempt.service == .ssh || attempt.service == .rdp
            else { return nil }
            return attempt.service
        }
        guard flow.key.transport == .tcp else { return nil }
        let service = flow.service == .unknown ? Service(port: flow.key.responderPort, transport: .tcp) : flow.service
        guard service == .ssh || service == .rdp else { return nil }
        let least: UInt64 = service == .ssh ? 12_000 : 20_000
        guard flow.initiator.payload + flow.responder.payload >= least, flow.initiator.payload >= 1500 else {
            return nil
        }
        return service
    }

    private mutating func visit(
        _ key: Key, _ server: IPAddress, _ flow: FlowSnapshot, _ now: Timestamp, _ report: inout FindingSink
    ) {
        let (newHosts, hopHosts, window, pace) = (newHosts, hopHosts, window, pace)
        let found: Finding? = hops.update(key, default: Hop()) { hop in
            guard server != hop.from, !hop.known.contains(server) else { return nil }
            if hop.known.count < 64 { hop.known.append(server) }
            // Sessions that start together, or one soon after the other, are one action of a program.
            let isTogether = hop.latest.map { abs(flow.firstSeen.seconds(since: $0)) < pace } ?? false
            hop.latest = flow.firstSeen
            if isTogether { return nil }
            if hop.visits.count >= 32 { hop.visits.removeFirst() }
            hop.visits.append(Visit(host: server, start: flow.firstSeen, flow: flow.id))
            let recent = hop.visits.filter { flow.firstSeen.seconds(since: $0.start) <= window }
            let hopped = hop.cameIn.map { came in
                recent.filter { $0.start >= came && $0.start.seconds(since: came) <= window }.count >= hopHosts
            }
            let isHop = hopped ?? false
            guard isHop || recent.count >= newHosts, hop.ladder.climbs(to: recent.count) else { return nil }
            return Self.finding(key, hop, recent, isHop: isHop, at: now, threshold: isHop ? hopHosts : newHosts)
        }
        if let found { report.report(found) }
    }

    private static func finding(
        _ key: Key, _ hop: Hop, _ visits: [Visit], isHop: Bool, at now: Timestamp, threshold: Int
    ) -> Finding {
        var evidence = [
            Evidence("new_hosts", count: visits.count, threshold: Double(threshold)),
            Evidence("seconds", measure: visits.first.map { max(0, now.seconds(since: $0.start)) } ?? 0),
        ]
        if isHop, let from = hop.from { evidence.append(Evidence("session_came_from", text: "\(from)")) }
        return Finding(
            detection: .lateralMovement(key.service.name),
            summary: "\(key.host) opens \(key.service.name) sessions to one host after the other that are new to it",
            severity: .medium, confidence: isHop ? 0.7 : 0.55,
            techniques: [key.service == .ssh ? "T1021.004" : "T1021.001"], attackers: [.address(key.host)],
            victims: visits.map { .address($0.host) }, evidence: evidence, flows: visits.map(\.flow),
            firstSeen: visits.first?.start ?? now, lastSeen: now)
    }
}
