import Flows
package import Vocabulary

/// Somebody speaks with what a blocklist names.
///
/// Bounds: 16,384 meetings of two parties, and one window of strangers that knock.
package struct ThreatIntel: DetectionRule {
    package static let card = RuleCard(
        name: "threat-intel", title: "Known bad address, domain or fingerprint",
        summary: """
            A host meets what a blocklist names: it connects to a listed address or block, asks for a listed domain or one below \
            it, names one in a TLS hello or HTTP request, or is answered with a listed address; or a listed address comes to one \
            of ours; or a client's TLS fingerprint is listed. The first meeting is told at once, and told again when it is \
            answered, reaches another host or has grown tenfold. Who acts is the attacker: of an inbound meeting the \
            listed address, of an outbound one the host that speaks to it (it does what its master wants, and is the one to look \
            after first).
            """,
        detections: [.threatIntel], techniques: ["T1071", "T1071.001", "T1573", "T1595.001"], severity: .high,
        options: [
            CardOption("minimum_confidence", 0, 0...1, "", "Lists less sure than this are left out"),
            CardOption(
                "knocking_sources", 32, 1...100_000, "sources",
                "Listed sources that knock unanswered and are told one by one; those on top are told together"),
            CardOption(
                "window_seconds", 600, 10...86_400, "seconds",
                "Counting of those that knock starts afresh after so long"),
        ],
        blindSpots: [
            "It knows what the lists know: an address that was given to somebody else since stays guilty until the list lets it go.",
            "Where clients ask a resolver of ours, its own question to the outside names the resolver, too.",
            "JA3 and JA4 name a TLS library and its settings; harmless programs can share them, so a hit is of medium severity.",
            "Names inside encrypted DNS and encrypted hellos are not seen; the address still is.",
            "What an inbound UDP flow was answered is not looked at: it stays a knock.",
        ],
        rationale: """
            ET open and Maltrail tell a hit on the first packet; NetSentinel 2.0 told each packet again. Private and reserved \
            addresses, blocks wider than /8 and bare top-level domains are refused when a list is read. Internet background noise \
            comes from listed scanners by the hundred: unanswered knocking is of low severity and bounded. Where an address is \
            (its country) counts for nothing.
            """)
    package static let interests: EventKinds = [.opened, .established, .application]
    package static let facts: FactKinds = [.dns, .clientHello, .httpRequest]
    package static var glances: Bool { true }

    private var meetings = DigestTable<Meeting>(capacity: 16_384)
    private var knocking: KnockingSources
    private var unlistedNames = UnlistedTexts()
    private var unlistedHosts = UnlistedTexts()
    private var unlistedFingerprints = UnlistedTexts(capacity: 256)
    private let minimum: Double

    package init(settings: RuleSettings) {
        minimum = settings["minimum_confidence"]
        knocking = KnockingSources(
            limit: Int(settings["knocking_sources"]), window: settings["window_seconds"])
    }

    /// Most run without blocklists.
    @inline(__always)
    package mutating func glance(
        _ events: Span<FlowEvent>, _ index: Int, _ context: borrowing DetectionContext
    ) -> Bool { context.indicators != nil }

    @inline(__always)
    package mutating func observe(
        _ event: inout FlowEvent, _ context: borrowing DetectionContext, report: inout FindingSink
    ) {
        guard let table = context.indicators else { return }
        if event.kind == .application { return read(&event, table, context, &report) }
        let key = event.flow.key
        if table.match(key.responder) != nil { meet(&event, table, .outbound, context, &report) }
        if table.match(key.initiator) != nil { meet(&event, table, .inbound, context, &report) }
    }

    /// What an application said.
    @inline(never)
    private mutating func read(
        _ event: inout FlowEvent, _ table: IndicatorTable, _ context: borrowing DetectionContext,
        _ report: inout FindingSink
    ) {
        guard case .application(let fact) = event.detail else { return }
        switch fact {
        case .dns(let message) where message.variant == .dns: read(message, &event, table, context, &report)
        case .tlsClientHello(let hello):
            name(hello.serverName, .serverName, &event, table, context, &report)
            for text in [hello.ja3, hello.ja4] {
                guard let hit = unlistedFingerprints.look(for: text, in: table, { $0.look(upFingerprint: text) })
                else { continue }
                meet(&event, hit, .fingerprint, digest(text), context, &report)
            }
        case .httpRequest(let request):
            let find = { (table: IndicatorTable) in table.look(upName: Self.host(request.host)) }
            guard let hit = unlistedHosts.look(for: request.host, in: table, find) else { return }
            let host = Self.host(request.host)
            meet(&event, hit, .webHost.naming(host), digest(hit.indicator.description), context, &report)
        default: return
        }
    }

    private mutating func read(
        _ message: DNSMessage, _ event: inout FlowEvent, _ table: IndicatorTable, _ context: borrowing DetectionContext,
        _ report: inout FindingSink
    ) {
        name(message.name, .question, &event, table, context, &report)
        guard message.isResponse else { return }
        for place in message.answers.indices {
            if let address = message.answers[place].address {
                guard let hit = table.look(up: address) else { continue }
                meet(&event, hit, .answer(message.name, address), Digest.of(address), context, &report)
            } else if message.answers[place].type == 5 {
                name(message.answers[place].text, .alias(message.name), &event, table, context, &report)
            }
        }
    }

    private mutating func name(
        _ name: String, _ way: Meeting.Way, _ event: inout FlowEvent, _ table: IndicatorTable,
        _ context: borrowing DetectionContext, _ report: inout FindingSink
    ) {
        guard !name.isEmpty, let hit = unlistedNames.look(for: name, in: table, { $0.look(upName: name) })
        else { return }
        meet(&event, hit, way.naming(name), digest(hit.indicator.description), context, &report)
    }

    /// `Host: name:port` without the port.
    private static func host(_ text: String) -> String {
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")), !text.hasPrefix("[") else { return text }
        return String(text[..<colon])
    }

    @inline(never)
    private mutating func meet(
        _ event: inout FlowEvent, _ table: IndicatorTable, _ way: Meeting.Way,
        _ context: borrowing DetectionContext, _ report: inout FindingSink
    ) {
        let key = event.flow.key
        let listed = if case .inbound = way { key.initiator } else { key.responder }
        guard let hit = table.look(up: listed) else { return }
        // Of an inbound meeting the source alone counts: whom it comes to are its victims.
        let seed: UInt64 = if case .inbound = way { 0 } else { Digest.of(key.initiator) }
        meet(&event, hit, way, Digest.of(listed) ^ seed, context, &report)
    }

    private mutating func meet(
        _ event: inout FlowEvent, _ hit: IndicatorHit, _ way: Meeting.Way, _ subject: UInt64,
        _ context: borrowing DetectionContext, _ report: inout FindingSink
    ) {
        guard hit.confidence >= minimum else { return }
        let key = event.flow.key
        let inbound = if case .inbound = way { true } else { false }
        let mark = inbound ? subject : DistinctCount.mix(subject &+ way.number) ^ Digest.of(key.initiator)
        let place = meetings.place(of: mark, default: Meeting(way: way, hit: hit, first: event.timestamp))
        guard meetings[place].observe(event) else { return }
        let direction = context.home.direction(of: key)
        if inbound, !meetings[place].isAnswered {
            switch knocking.observe(key, at: event.timestamp) {
            case .alone: break
            case .crowd(let sources, let count):
                report.report(Self.crowd(sources, count, meetings[place], event, limit: knocking.limit))
                return
            case .told: return
            }
        }
        report.report(meetings[place].finding(event, direction))
    }

    private static func crowd(
        _ sources: [IPAddress], _ count: Int, _ meeting: Meeting, _ event: FlowEvent, limit: Int
    ) -> Finding {
        Finding(
            detection: .threatIntel, summary: "Listed addresses knock at \(event.flow.key.responder), and more come",
            severity: .low, confidence: meeting.hit.confidence, techniques: ["T1595.001"],
            attackers: sources.map { .address($0) }, victims: [.address(event.flow.key.responder)],
            evidence: [
                Evidence("listed_sources", count: count, threshold: Double(limit)),
                Evidence("list", .list(meeting.hit.listings.map(\.list))),
                Evidence("direction", text: "inbound"),
            ], flows: [event.flow.id], firstSeen: event.timestamp, lastSeen: event.timestamp)
    }
}
