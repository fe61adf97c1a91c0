import Vocabulary

/// Every number, name and address that some events of an incident give: what a claim that cites them may say.
struct EvidenceLedger: Sendable {
    enum Measure: Sendable, Hashable {
        case count, bytes, seconds, rate
        /// 0...1.
        case share
        /// A number without a unit: a score, a spread.
        case plain
    }

    struct Entry: Sendable {
        let name: String
        let value: Double
        let measure: Measure
        let kind: NounKind?
        let polarities: Set<Polarity>
        /// The words of the name, for measures that are known by it alone.
        let words: Set<String>
    }

    private(set) var entries: [Entry] = []
    private(set) var addresses: Set<IPAddress> = []
    private(set) var blocks: Set<AddressBlock> = []
    private(set) var macs: Set<MACAddress> = []
    private(set) var ports: Set<UInt16> = []
    /// Names from the wire that may be said, in small letters.
    private(set) var names: Set<String> = []
    /// All texts from the wire, in small letters: what must not be repeated.
    private(set) var wireTexts: Set<String> = []
    /// Words that the program itself uses for these events, in small letters.
    private(set) var ownWords: Set<String> = []
    private(set) var families: Set<DetectionFamily> = []
    private(set) var techniques: Set<String> = []
    private(set) var attackers: Set<Party> = []
    private(set) var victims: Set<Party> = []
    private(set) var times: [Timestamp] = []
    let severity: Severity

    init(_ events: [StoryEvent], of incident: Incident) {
        severity = incident.severity
        for event in events { take(event) }
        count("attackers", attackers.count, .host)
        count("victims", victims.count, .host)
        count("events", events.count, .step)
        entries.append(
            Entry(
                name: "score", value: Double(incident.score), measure: .plain, kind: .score, polarities: [],
                words: ["score"]))
        // Rows of a log may be summed up.
        let hits = entries.filter { $0.name == "hits" }
        if hits.count > 1 { count("hits", Int(hits.reduce(0) { $0 + min($1.value, 1e12) }), .hit) }
        if let first = times.min(), let last = times.max() { seconds("lasted", last.seconds(since: first)) }
    }

    private mutating func take(_ event: StoryEvent) {
        let finding = event.finding
        families.insert(DetectionFamily(finding.detection))
        techniques.formUnion(finding.techniques)
        attackers.formUnion(finding.attackers)
        victims.formUnion(finding.victims)
        for party in finding.attackers + finding.victims { take(party) }
        times += [finding.firstSeen, finding.lastSeen]
        seconds("lasted", finding.lastSeen.seconds(since: finding.firstSeen))
        count("repeats", event.repeats, .step)
        entries.append(
            Entry(
                name: "confidence", value: finding.confidence, measure: .share, kind: .confidence, polarities: [],
                words: ["confidence", "sure"]))
        var wire: [String] = []
        for item in finding.evidence { wire += take(item) }
        learn(finding.detection.title)
        learn(finding.detection.rawValue.replacing("_", with: " "))
        learn(WireText.without(wire, in: finding.summary))
        for id in finding.techniques {
            if let technique = Technique.named(id) { learn("\(technique.name) \(technique.tactic)") }
        }
    }

    /// Returns what in it came from the wire.
    private mutating func take(_ item: Evidence) -> [String] {
        let shape = EvidenceName(item.name)
        for word in item.name.split(separator: "_") { ownWords.insert(String(word)) }
        switch item.value {
        case .count(let value): add(shape, Double(value), item.threshold)
        case .measure(let value): add(shape, value, item.threshold)
        case .text(let text): return take(text, of: item.name)
        case .list(let list): return list.flatMap { take($0, of: item.name) }
        }
        return []
    }

    private mutating func take(_ text: String, of name: String) -> [String] {
        if let party = Party(text) {
            take(party)
            return []
        }
        if name.split(separator: "_").contains(where: { $0 == "port" || $0 == "ports" }) {
            for word in text.split(separator: " ") {
                if let port = UInt16(word) { ports.insert(port) } else { learn(String(word)) }
            }
            return []
        }
        if name == "blocks", let colon = text.lastIndex(of: ":"), let block = AddressBlock(String(text[..<colon])) {
            blocks.insert(block)
            if let hosts = Int(text[text.index(after: colon)...].drop { $0 == " " }) { count("hosts", hosts, .host) }
            return []
        }
        if WireText.isOurs(evidence: name) {
            learn(text)
            return []
        }
        wireTexts.insert(text.lowercased())
        if WireText.isName(text) { names.insert(text.lowercased()) }
        return [text]
    }

    private mutating func take(_ party: Party) {
        switch party {
        case .address(let address): addresses.insert(address)
        case .mac(let mac): macs.insert(mac)
        case .block(let block): blocks.insert(block)
        }
    }

    private mutating func add(_ shape: EvidenceName, _ value: Double, _ threshold: Double?) {
        if shape.isPort, value >= 0, value <= 65_535 { ports.insert(UInt16(value)) }
        guard value.isFinite else { return }
        entries.append(shape.entry(value))
        if let threshold {
            entries.append(shape.entry(threshold, adding: [Polarity(group: "limit", side: "threshold")]))
        }
    }

    private mutating func count(_ name: String, _ value: Int, _ kind: NounKind) {
        entries.append(
            Entry(name: name, value: Double(value), measure: .count, kind: kind, polarities: [], words: [name]))
    }

    private mutating func seconds(_ name: String, _ value: Double) {
        entries.append(
            Entry(name: name, value: max(0, value), measure: .seconds, kind: nil, polarities: [], words: [name]))
    }

    private mutating func learn(_ text: String) {
        for word in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "-" }) {
            let lower = word.lowercased()
            ownWords.insert(lower)
            for part in lower.split(separator: "-") { ownWords.insert(String(part)) }
        }
    }
}
