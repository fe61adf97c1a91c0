import Vocabulary

/// How an incident takes in findings: the story, the parties, severity, score and title all follow from the events.
extension Incident {
    static let partyCap = 256
    static let eventCap = 200

    init(opening finding: Finding) {
        self.init(
            id: Self.identifier(finding), title: "", severity: finding.severity, score: 0, detections: [],
            techniques: [],
            attackers: [], victims: [], firstSeen: finding.firstSeen, lastSeen: finding.lastSeen, events: [])
        grow(by: finding)
    }

    /// Adds a finding. One that repeats an event (same detection, same parties) renews it instead of adding another.
    mutating func grow(by finding: Finding) {
        if let same = events.lastIndex(where: { $0.finding.continues(as: finding) }) {
            var renewed = finding
            renewed.firstSeen = min(finding.firstSeen, events[same].finding.firstSeen)
            renewed.lastSeen = max(finding.lastSeen, events[same].finding.lastSeen)
            renewed.severity = max(finding.severity, events[same].finding.severity)
            renewed.confidence = max(finding.confidence, events[same].finding.confidence)
            renewed.victims = Self.union(events[same].finding.victims, finding.victims, cap: 64)
            events[same].finding = renewed
            events[same].repeats += 1
        } else if events.count < Self.eventCap {
            events.append(StoryEvent(id: "E\(events.count + 1)", finding: finding))
        } else {
            droppedEvents += 1
        }
        attackers = Self.union(attackers, finding.attackers, cap: Self.partyCap)
        // Who acts is never listed among those it is done to, except where others did it to them.
        victims = Self.union(victims, finding.victims, cap: Self.partyCap)
        summarise(with: finding)
    }

    /// The incident without what a suppression covers; nil when nothing is left.
    func without(_ suppression: Suppression) -> Incident? {
        let kept = events.filter { !suppression.covers($0.finding) }
        guard kept.count < events.count else { return self }
        guard let first = kept.first else { return nil }
        var result = Incident(opening: first.finding)
        result.id = id
        result.status = status
        result.droppedEvents = droppedEvents
        result.related = related
        for event in kept.dropFirst() { result.grow(by: event.finding) }
        return result
    }

    private mutating func summarise(with finding: Finding) {
        firstSeen = min(firstSeen, finding.firstSeen)
        lastSeen = max(lastSeen, finding.lastSeen)
        if !detections.contains(finding.detection) { detections.append(finding.detection) }
        for id in finding.techniques {
            guard let technique = Technique.named(id), !techniques.contains(technique) else { continue }
            techniques.append(technique)
        }
        severity = max(severity, finding.severity)
        let tactics = Set(techniques.map(\.tactic)).count
        if detections.count >= 3, tactics >= 3, attackers.count <= 2 { severity = max(severity, .critical) }
        score = max(score, IncidentScore.of(self))
        title = IncidentTitle.of(self)
    }

    private static func union(_ old: [Party], _ new: [Party], cap: Int) -> [Party] {
        var result = old
        for party in new where result.count < cap && !result.contains(party) { result.append(party) }
        return result
    }

    /// FNV-1a of what the first finding says: the same capture gives the same id, whatever ran before.
    private static func identifier(_ finding: Finding) -> String {
        let words = [
            finding.detection.rawValue, finding.firstSeen.description, finding.attackers.map(\.description).joined(),
            finding.victims.map(\.description).joined(), "\(finding.order)",
        ]
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in words.joined(separator: "|").utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let digits = String(hash, radix: 16, uppercase: true)
        let day = finding.firstSeen.description.prefix(10).filter { $0 != "-" }
        return "INC-\(day)-" + (String(repeating: "0", count: 16 - digits.utf8.count) + digits).suffix(10)
    }
}

extension Finding {
    /// The other finding is this one grown: the same detection by the same attackers, on the same victims or (floods, sweeps)
    /// with victims in common.
    func continues(as other: Finding) -> Bool {
        guard detection == other.detection, attackers == other.attackers else { return false }
        return victims == other.victims || victims.isEmpty
            || !attackers.isEmpty && victims.contains(where: other.victims.contains)
    }
}
