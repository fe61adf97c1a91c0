/// An incident as it is kept: what detection says, and what people made of it.
///
/// JSON: the incident of docs/reference/json.md and `notes`, `triage` (or null), `forged`, `updated`.
public struct IncidentRecord: Sendable, Hashable, Encodable {
    /// `status` is the one a person chose, where one did.
    public var incident: Incident
    /// Traffic that was made up: shown as such on every screen.
    public var forged: Bool
    public var triage: Triage?
    public var notes: [Note]
    /// What enrichment found out about its public parties, those that flag most first.
    public var evidence: [EvidenceNote]
    /// Id of the last live message about it: grows with every change.
    public var updated: UInt64

    public init(
        incident: Incident, forged: Bool = false, triage: Triage? = nil, notes: [Note] = [],
        evidence: [EvidenceNote] = [], updated: UInt64 = 0
    ) {
        self.incident = incident
        self.forged = forged
        self.triage = triage
        self.notes = notes
        self.evidence = evidence
        self.updated = updated
    }

    /// A person's word on the status, with wall-clock time.
    public struct Triage: Sendable, Hashable, Codable {
        public var status: Incident.Status
        public var by: String
        public var at: Timestamp
        public init(status: Incident.Status, by: String, at: Timestamp) {
            self.status = status
            self.by = by
            self.at = at
        }
    }

    public struct Note: Sendable, Hashable, Codable {
        public var id: Int64
        public var by: String
        public var at: Timestamp
        public var text: String
        public init(id: Int64, by: String, at: Timestamp, text: String) {
            self.id = id
            self.by = by
            self.at = at
            self.text = text
        }
    }

    enum Key: String, CodingKey { case notes, triage, forged, updated }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Incident.Key.self)
        try incident.encode(into: &members, withEvents: true, evidence: evidence)
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(notes, forKey: .notes)
        try box.encode(triage, forKey: .triage)
        try box.encode(forged, forKey: .forged)
        try box.encode(updated, forKey: .updated)
    }
}

/// A line of the incident list: the incident without its events. JSON: that, and `event_count notes_count forged updated
/// consensus` (of the party that is flagged most, or null); its `evidence` is empty.
public struct IncidentSummary: Sendable, Hashable, Encodable {
    /// `events` is empty here.
    public var incident: Incident
    public var eventCount: Int
    public var notesCount: Int
    public var forged: Bool
    /// Of the party that is flagged most; nil where nothing was looked up.
    public var consensus: Consensus?
    public var updated: UInt64

    public init(
        incident: Incident, eventCount: Int, notesCount: Int, forged: Bool, consensus: Consensus? = nil, updated: UInt64
    ) {
        self.incident = incident
        self.consensus = consensus
        self.incident.events = []
        self.eventCount = eventCount
        self.notesCount = notesCount
        self.forged = forged
        self.updated = updated
    }

    public init(_ record: IncidentRecord) {
        self.init(
            incident: record.incident, eventCount: record.incident.events.count, notesCount: record.notes.count,
            forged: record.forged, consensus: record.evidence.first?.consensus, updated: record.updated)
    }

    enum Key: String, CodingKey {
        case forged, updated, consensus
        case eventCount = "event_count"
        case notesCount = "notes_count"
    }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Incident.Key.self)
        try incident.encode(into: &members, withEvents: false, evidence: [])
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(eventCount, forKey: .eventCount)
        try box.encode(notesCount, forKey: .notesCount)
        try box.encode(consensus, forKey: .consensus)
        try box.encode(forged, forKey: .forged)
        try box.encode(updated, forKey: .updated)
    }
}
