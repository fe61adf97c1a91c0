/// The JSON of docs/reference/json.md, the same as `netsentinel analyze` prints.
extension Incident: Codable {
    enum Key: String, CodingKey {
        case id, title, severity, score, status, detections, techniques, attackers, victims, events, related, evidence
        case analysis, actions
        case firstSeen = "first_seen"
        case lastSeen = "last_seen"
        case droppedEvents = "dropped_events"
    }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try box.decode(String.self, forKey: .id), title: try box.decode(String.self, forKey: .title),
            severity: try box.decode(Severity.self, forKey: .severity),
            score: try box.decode(Int.self, forKey: .score), status: try box.decode(Status.self, forKey: .status),
            detections: try box.decode([DetectionID].self, forKey: .detections),
            techniques: try box.decode([Technique].self, forKey: .techniques),
            attackers: try box.decode([Party].self, forKey: .attackers),
            victims: try box.decode([Party].self, forKey: .victims),
            firstSeen: try box.decode(Timestamp.self, forKey: .firstSeen),
            lastSeen: try box.decode(Timestamp.self, forKey: .lastSeen),
            events: try box.decode([StoryEvent].self, forKey: .events),
            droppedEvents: try box.decode(Int.self, forKey: .droppedEvents))
        related = try box.decode([String].self, forKey: .related)
        analysis = try box.decodeIfPresent(IncidentAnalysis.self, forKey: .analysis)
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try encode(into: &box, withEvents: true, evidence: [])
    }

    /// - Parameter evidence: what enrichment added; the incident itself does not carry it.
    func encode(
        into box: inout KeyedEncodingContainer<Key>, withEvents: Bool, evidence: [EvidenceNote]
    ) throws {
        try box.encode(id, forKey: .id)
        try box.encode(title, forKey: .title)
        try box.encode(severity, forKey: .severity)
        try box.encode(score, forKey: .score)
        try box.encode(status, forKey: .status)
        try box.encode(detections, forKey: .detections)
        try box.encode(techniques, forKey: .techniques)
        try box.encode(attackers, forKey: .attackers)
        try box.encode(victims, forKey: .victims)
        try box.encode(firstSeen, forKey: .firstSeen)
        try box.encode(lastSeen, forKey: .lastSeen)
        if withEvents { try box.encode(events, forKey: .events) }
        try box.encode(droppedEvents, forKey: .droppedEvents)
        try box.encode(related, forKey: .related)
        try box.encode(evidence, forKey: .evidence)
        try box.encode(withEvents ? analysis : nil, forKey: .analysis)
        try box.encode([String](), forKey: .actions)
    }
}

extension Incident.Status: Codable {}

extension Technique: Codable {
    enum Key: String, CodingKey { case id, name, tactic }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try box.decode(String.self, forKey: .id), name: try box.decode(String.self, forKey: .name),
            tactic: try box.decode(String.self, forKey: .tactic))
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(id, forKey: .id)
        try box.encode(name, forKey: .name)
        try box.encode(tactic, forKey: .tactic)
    }
}

/// The event's own members and those of its finding, in one object.
extension StoryEvent: Codable {
    enum Key: String, CodingKey { case id, repeats }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try box.decode(String.self, forKey: .id), finding: try Finding(from: decoder),
            repeats: try box.decode(Int.self, forKey: .repeats))
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(id, forKey: .id)
        try box.encode(repeats, forKey: .repeats)
        try finding.encode(to: encoder)
    }
}
