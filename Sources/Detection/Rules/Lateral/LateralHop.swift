import Flows
package import Vocabulary

/// A host that somebody logged into goes on to log into others: hopping over ssh or rdp.
package struct LateralHop: DetectionRule {
    package static let card = RuleCard(
        name: "lateral-hop", title: "Hopping from host to host",
        summary: """
            Within an hour after a session came in over ssh or rdp, the host opens sessions of the same kind to several other \
            internal hosts that it had not contacted before: the second step of somebody who moves through a network.
            """,
        detections: [.lateralMovement("ssh"), .lateralMovement("rdp")], techniques: ["T1021.004", "T1021.001"],
        severity: .medium,
        options: [
            RuleOption("new_hosts", 3, 1...100, "hosts", "New hosts reached after a session came in"),
            RuleOption("window_seconds", 3600, 60...86_400, "seconds", "How long after the session came in"),
        ],
        blindSpots: [
            "A single hop from one host to one other is ordinary work and is not reported.",
            "A jump host is reported the first time it reaches several hosts; its later sessions are not new.",
        ],
        rationale: """
            Automation (ansible, git, monitoring) reaches many hosts but from a machine that nobody logs into just before, \
            and reaches the same ones again and again.
            """)
    package static let interests: EventKinds = [.closed, .progressed]

    private struct Key: Hashable {
        let host: IPAddress
        let service: Service
    }

    private struct Hop {
        var cameIn: Timestamp?
        var from: IPAddress?
        var known = DistinctCount()
        var fresh: [IPAddress] = []
        var first: Timestamp
        var flows = FlowSample()
        var ladder = ReportLadder()
    }
    private var hops = BoundedTable<Key, Hop>(capacity: 4096)
    private let newHosts: Int
    private let window: Double

    package init(settings: RuleSettings) {
        newHosts = Int(settings["new_hosts"])
        window = settings["window_seconds"]
    }

    package mutating func observe(
        _ event: FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        let flow = event.flow
        guard flow.key.transport == .tcp else { return }
        let service = flow.service == .unknown ? Service(port: flow.key.responderPort, transport: .tcp) : flow.service
        guard service == .ssh || service == .rdp else { return }
        // A session, not a knock: more than key exchange and a refused log-in need.
        let least: UInt64 = service == .ssh ? 6000 : 20_000
        guard flow.initiator.payload + flow.responder.payload >= least, flow.initiator.payload >= 1500,
            context.home.contains(flow.key.responder)
        else { return }
        let isInternal = context.home.contains(flow.key.initiator)
        let source = Key(host: flow.key.initiator, service: service)
        let (newHosts, window) = (newHosts, window)
        let fresh = Hop(first: flow.firstSeen)
        if isInternal {
            let found: Finding? = hops.update(source, default: fresh) { hop in
                let server = flow.key.responder
                let isNew = hop.known.add(server.high ^ DistinctCount.mix(server.low))
                guard isNew, let cameIn = hop.cameIn, flow.firstSeen >= cameIn, server != hop.from,
                    flow.firstSeen.seconds(since: cameIn) <= window
                else { return nil }
                if hop.fresh.isEmpty { hop.first = cameIn }
                if hop.fresh.count < 64 { hop.fresh.append(server) }
                hop.flows.add(flow.id)
                guard hop.fresh.count >= newHosts, hop.ladder.climbs(to: hop.fresh.count) else { return nil }
                return Self.finding(source, hop, at: event.timestamp, newHosts: newHosts)
            }
            if let found { report.report(found) }
        }
        hops.update(Key(host: flow.key.responder, service: service), default: fresh) { hop in
            guard hop.cameIn.map({ flow.firstSeen.seconds(since: $0) > window }) ?? true else { return }
            hop.cameIn = flow.firstSeen
            hop.from = flow.key.initiator
            hop.fresh = []
        }
    }

    private static func finding(_ key: Key, _ hop: Hop, at now: Timestamp, newHosts: Int) -> Finding {
        Finding(
            detection: .lateralMovement(key.service.name),
            summary: "\(key.host), itself just logged into, opens \(key.service.name) sessions to hosts new to it",
            severity: .medium, confidence: 0.6, techniques: [key.service == .ssh ? "T1021.004" : "T1021.001"],
            attackers: [.address(key.host)], victims: hop.fresh.map { .address($0) },
            evidence: [
                Evidence("new_hosts", count: hop.fresh.count, threshold: Double(newHosts)),
                Evidence("session_came_from", text: hop.from.map { "\($0)" } ?? ""),
                Evidence("seconds_since_session", measure: hop.cameIn.map { max(0, now.seconds(since: $0)) } ?? 0),
            ],
            flows: hop.flows.ids, firstSeen: hop.first, lastSeen: now)
    }
}
