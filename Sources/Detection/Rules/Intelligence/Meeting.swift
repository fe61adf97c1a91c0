import Vocabulary

/// Two parties of which one is listed, or a host and a listed name: how they met, how often, and how far it went.
struct Meeting: Sendable {
    /// How the listed thing showed itself.
    enum Way: Sendable {
        /// Ours spoke to a listed address; a listed address came to us.
        case outbound, inbound
        /// The name in a DNS question, a TLS hello, an HTTP request.
        case question, serverName, webHost
        /// What a question's answer led to: another name, a listed address.
        case alias(String)
        case answer(String, IPAddress)
        case fingerprint
        /// One of the names above, as it was seen.
        indirect case named(Way, String)

        func naming(_ name: String) -> Way { .named(self, name) }

        /// Ways that are told apart by one host and one indicator.
        var number: UInt64 {
            switch self {
            case .outbound: 1
            case .inbound: 2
            case .question, .alias: 3
            case .serverName: 4
            case .webHost: 5
            case .answer: 6
            case .fingerprint: 7
            case .named(let way, _): way.number
            }
        }
    }
    let way: Way
    let hit: IndicatorHit
    private let first: Timestamp
    private var count = 0
    private var ladder = ReportLadder()
    private(set) var isAnswered = false
    private var victims: [IPAddress] = []
    private var flows = FlowSample()
    private static let victimCap = 64
    /// The first hosts that a listed source comes to are told one by one.
    private static let toldVictims = 4

    init(way: Way, hit: IndicatorHit, first: Timestamp) {
        self.way = way
        self.hit = hit
        self.first = first
    }

    /// Takes one more and says whether that is worth telling.
    mutating func observe(_ event: FlowEvent) -> Bool {
        flows.add(event.flow.id)
        var tells = false
        if case .inbound = way, victims.count < Self.victimCap, !victims.contains(event.flow.key.responder) {
            victims.append(event.flow.key.responder)
            tells = victims.count <= Self.toldVictims
        }
        if event.kind == .established {
            // Its opening was counted.
            if !isAnswered { tells = true }
            isAnswered = true
        } else {
            count += 1
        }
        return ladder.climbs(to: max(1, count)) || tells
    }

    func finding(_ event: FlowEvent, _ direction: Direction) -> Finding {
        let client = event.flow.key.initiator
        let (summary, severity, technique, trust) = judgement(client, event.flow.key.responder)
        var evidence = [
            Evidence("indicator", text: hit.indicator.description),
            Evidence("list", .list(hit.listings.map(\.list))),
            Evidence("direction", text: "\(direction)"),
            Evidence("kind", text: hit.indicator.kind.rawValue),
        ]
        let labels = hit.listings.map(\.label).filter { !$0.isEmpty }
        if !labels.isEmpty { evidence.append(Evidence("said_of_it", .list(labels))) }
        if let seen { evidence.append(Evidence("seen", text: seen)) }
        evidence.append(Evidence("times", count: count, threshold: 1))
        evidence.append(Evidence("answered", text: isAnswered ? "yes" : "not seen"))
        return Finding(
            detection: .threatIntel, summary: summary, severity: severity, confidence: hit.confidence * trust,
            techniques: [technique], attackers: [.address(client)], victims: parties(event), evidence: evidence,
            flows: flows.ids, firstSeen: first, lastSeen: event.timestamp)
    }

    /// Whom it is done to: of an inbound meeting ours, else the listed address; a name is nobody.
    private func parties(_ event: FlowEvent) -> [Party] {
        switch way {
        case .inbound: victims.map { .address($0) }
        case .outbound: [.address(event.flow.key.responder)]
        case .answer(_, let address): [.address(address)]
        case .fingerprint, .named(.serverName, _), .named(.webHost, _): [.address(event.flow.key.responder)]
        default: []
        }
    }

    private var seen: String? {
        switch way {
        case .named(.alias(let asked), let name): "\(asked) is \(name)"
        case .named(_, let name): name
        case .answer(let name, let address): "\(name) is \(address)"
        default: nil
        }
    }

    private func judgement(
        _ client: IPAddress, _ server: IPAddress
    ) -> (summary: String, severity: Severity, technique: String, trust: Double) {
        let sure: Severity = hit.confidence >= 0.5 ? .high : .medium
        let thing = hit.indicator.description
        switch way {
        case .outbound: return ("\(client) connects to \(server), which is on a blocklist", sure, "T1071", 1)
        case .inbound where isAnswered:
            return ("\(client), which is on a blocklist, has connected to \(server)", .medium, "T1595.001", 1)
        case .inbound: return ("\(client), which is on a blocklist, comes to \(server)", .low, "T1595.001", 1)
        case .question, .alias, .named(.question, _), .named(.alias, _):
            return ("\(client) asks for \(thing), which is on a blocklist", sure, "T1071", 1)
        case .serverName, .webHost, .named:
            return ("\(client) visits \(thing), which is on a blocklist", sure, "T1071.001", 1)
        case .answer: return ("\(client) is led to \(thing), which is on a blocklist", .medium, "T1071", 0.8)
        case .fingerprint:
            return ("\(client) has a TLS fingerprint that is on a blocklist", .medium, "T1573", 0.7)
        }
    }
}
