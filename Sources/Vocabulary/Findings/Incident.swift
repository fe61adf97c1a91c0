/// What happened, as one story: the findings that belong together by actor, victim, technique and time.
public struct Incident: Sendable, Hashable {
    public enum Status: String, Sendable, Hashable, CaseIterable {
        case new, acknowledged, contained, resolved
        case falsePositive = "false_positive"
    }
    /// Stable for the same capture: derived from the first finding, not from a clock or a counter of the process.
    public var id: String
    public var title: String
    public var severity: Severity
    /// 0...100.
    public var score: Int
    public var status: Status
    public var detections: [DetectionID]
    public var techniques: [Technique]
    public var attackers: [Party]
    public var victims: [Party]
    public var firstSeen: Timestamp
    public var lastSeen: Timestamp
    /// The story in order of time; bounded, `droppedEvents` counts what was folded away.
    public var events: [StoryEvent]
    public var droppedEvents: Int
    /// Ids of incidents this one goes on from or leads to: a machine taken over there acts here.
    public var related: [String] = []
    /// What the analyst made of it; nil where none was asked. Detection never looks at it.
    public var analysis: IncidentAnalysis?

    public init(
        id: String, title: String, severity: Severity, score: Int, status: Status = .new, detections: [DetectionID],
        techniques: [Technique], attackers: [Party], victims: [Party], firstSeen: Timestamp, lastSeen: Timestamp,
        events: [StoryEvent], droppedEvents: Int = 0
    ) {
        self.id = id
        self.title = title
        self.severity = severity
        self.score = score
        self.status = status
        self.detections = detections
        self.techniques = techniques
        self.attackers = attackers
        self.victims = victims
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.events = events
        self.droppedEvents = droppedEvents
    }
}

/// One step of an incident's story.
public struct StoryEvent: Sendable, Hashable {
    /// Unique within the incident: `E1`, `E2`, …
    public var id: String
    public var finding: Finding
    /// How many findings of the same kind were folded into this one.
    public var repeats: Int

    public init(id: String, finding: Finding, repeats: Int = 1) {
        self.id = id
        self.finding = finding
        self.repeats = repeats
    }
}

/// What `Incidents` tells the rest of the house.
public enum IncidentChange: Sendable, Hashable {
    case opened(Incident)
    case grew(Incident)
    case closed(Incident)

    public var incident: Incident {
        switch self {
        case .opened(let incident), .grew(let incident), .closed(let incident): incident
        }
    }
}
