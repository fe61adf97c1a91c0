package import Vocabulary

/// A program that looks for its master under generated domain names.
package struct DGA: DetectionRule {
    package static let card = RuleCard(
        name: "dga", title: "Generated domain names",
        summary: """
            One client asks for many registered domains that nobody would say, and most of them do not exist, or they all lead to \
            a sinkhole. Each registered domain counts once, so hashes under one domain do not count.
            """,
        detections: [.dga], techniques: ["T1568.002"], severity: .high,
        options: [
            CardOption("missing_domains", 10, 4...1000, "domains", "Random-looking domains that do not exist"),
            CardOption(
                "asked_domains", 20, 6...1000, "domains", "Random-looking domains asked for, whatever the answer"),
            CardOption(
                "share", 0.5, 0.1...1, "", "Least share of random-looking domains among all the client asked for"),
            CardOption("window_seconds", 3600, 60...86_400, "seconds", "Counting starts afresh after so long"),
        ],
        blindSpots: [
            "Algorithms that join dictionary words make names that read like any other.",
            "Names of six letters and fewer are never called random.",
            "Domains in other scripts (punycode) are not judged.",
        ],
        rationale: """
            Slips: 10 answers NXDOMAIN; Maltrail: entropy 3.5, nine consonants. A browser's three random probes have one label; \
            search suffixes repeat one domain; blocklists, reverse lookups and reputation services ask under one domain each.
            """)
    package static let interests: EventKinds = [.application]
    package static var readsQuestions: Bool { true }
    package static let facts: FactKinds = .dns

    private struct Trace {
        var start: Timestamp
        var last: Timestamp
        var domains = DistinctCount()
        /// The domain added last: an answer repeats its question, and a name is asked for by two types at once.
        var latest: UInt64?
        var random = DistinctCount()
        var missing = DistinctCount()
        var noise = 0.0
        var samples: [String] = []
        var addresses: [IPAddress] = []
        var addressOverflow = false
        var flows = FlowSample()
        var ladder = ReportLadder()
    }
    private var traces = BoundedTable<IPAddress, Trace>(capacity: 4096)
    private var servers = BoundedTable<IPAddress, Bool>(capacity: 1024)
    private let missing: Int
    private let asked: Int
    private let share: Double
    private let window: Double

    package init(settings: RuleSettings) {
        missing = Int(settings["missing_domains"])
        asked = Int(settings["asked_domains"])
        share = settings["share"]
        window = settings["window_seconds"]
    }

    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard case .application(.dns(let message)) = event.detail, message.variant == .dns, message.opcode == 0,
            Self.isJudged(message.type), !context.question.isInfrastructure, context.question.labels >= 2,
            let noise = context.question.randomness
        else { return }
        let client = event.flow.key.initiator
        servers.touch(event.flow.key.responder, default: true)
        let name = context.question.domain
        let (now, flow) = (event.timestamp, event.flow.id)
        func fresh() -> Trace { Trace(start: now, last: now) }
        let (missing, asked, share, window) = (missing, asked, share, window)
        let found: Finding? = traces.update(client, default: fresh()) { trace in
            if now.seconds(since: trace.start) > window, !trace.ladder.hasReported { trace = fresh() }
            trace.last = max(trace.last, now)
            if trace.latest != name {
                trace.domains.add(name)
                trace.latest = name
            }
            guard noise >= 0.4 else { return nil }
            if trace.random.add(name) {
                trace.noise += noise
                trace.flows.add(flow)
                if trace.samples.count < 8 { trace.samples.append(String(RegisteredDomain(message.name).domain)) }
            }
            if message.isResponse {
                if message.responseCode == 3 { trace.missing.add(name) }
                for address in message.answers.compactMap(\.address) where !trace.addresses.contains(address) {
                    if trace.addresses.count < 8 {
                        trace.addresses.append(address)
                    } else {
                        trace.addressOverflow = true
                    }
                }
            }
            let count = trace.random.count
            guard trace.missing.count >= missing || count >= asked,
                Double(count) >= share * Double(trace.domains.count),
                trace.ladder.climbs(to: count)
            else { return nil }
            return Self.finding(client, trace, missing: missing, asked: asked)
        }
        if let found, !isForwarder(client) { report.report(found) }
    }

    /// A, AAAA, CNAME, MX, TXT, HTTPS.
    private static func isJudged(_ type: UInt16) -> Bool {
        type == 1 || type == 28 || type == 5 || type == 15 || type == 16 || type == 65
    }

    /// A resolver repeats what the client behind it asks.
    private mutating func isForwarder(_ client: IPAddress) -> Bool {
        guard servers.value(for: client) != nil else { return false }
        var others = false
        traces.forEach { other, trace in
            if other != client, trace.random.count >= 5 { others = true }
        }
        return others
    }

    private static func finding(_ client: IPAddress, _ trace: Trace, missing: Int, asked: Int) -> Finding {
        let random = trace.random.count
        let mean = random > 0 ? trace.noise / Double(random) : 0
        return Finding(
            detection: .dga, summary: "\(client) asks for generated domain names", severity: .high,
            confidence: min(0.95, 0.6 + 0.4 * mean), techniques: ["T1568.002"], attackers: [.address(client)],
            victims: trace.addressOverflow ? [] : trace.addresses.map { .address($0) },
            evidence: [
                Evidence("random_domains", count: random, threshold: Double(asked)),
                Evidence("missing_domains", count: trace.missing.count, threshold: Double(missing)),
                Evidence("distinct_domains", count: trace.domains.count),
                Evidence("mean_randomness", measure: (mean * 100).rounded() / 100, threshold: 0.4),
                Evidence("answer_addresses", count: trace.addresses.count),
                Evidence("examples", .list(trace.samples)),
            ],
            flows: trace.flows.ids, firstSeen: trace.start, lastSeen: trace.last)
    }
}
