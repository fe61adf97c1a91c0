/// Who attacks whom, summed up from alerts: at most 5,000 of the newest in the window.
public struct AttackGraph: Sendable, Encodable {
    public var nodes: [Node]
    public var edges: [Edge]

    public init(nodes: [Node], edges: [Edge]) {
        self.nodes = nodes
        self.edges = edges
    }

    public enum Role: String, Sendable, Encodable { case attacker, victim, both }

    public struct Node: Sendable, Encodable {
        public var id: String
        public var type: Role
        public var alertCount: Int
        public var maxSeverity: Severity
        public var rules: [DetectionID]
        public var lastSeen: Timestamp
        public var home: Bool
        public init(
            id: String, type: Role, alertCount: Int, maxSeverity: Severity, rules: [DetectionID], lastSeen: Timestamp,
            home: Bool
        ) {
            self.id = id
            self.type = type
            self.alertCount = alertCount
            self.maxSeverity = maxSeverity
            self.rules = rules
            self.lastSeen = lastSeen
            self.home = home
        }
        enum CodingKeys: String, CodingKey {
            case id, type, rules, home
            case alertCount = "alert_count"
            case maxSeverity = "max_severity"
            case lastSeen = "last_seen"
        }
    }

    public struct Edge: Sendable, Encodable {
        public var source: String
        public var target: String
        public var ruleName: DetectionID
        /// The most specific ATT&CK id; nil where the rule has none.
        public var technique: String?
        public var severity: Severity
        public var confidence: Double
        public var count: Int
        public var firstSeen: Timestamp
        public var lastSeen: Timestamp
        public var incident: String?
        public init(
            source: String, target: String, ruleName: DetectionID, technique: String?, severity: Severity,
            confidence: Double, count: Int, firstSeen: Timestamp, lastSeen: Timestamp, incident: String?
        ) {
            self.source = source
            self.target = target
            self.ruleName = ruleName
            self.technique = technique
            self.severity = severity
            self.confidence = confidence
            self.count = count
            self.firstSeen = firstSeen
            self.lastSeen = lastSeen
            self.incident = incident
        }
        enum Key: String, CodingKey {
            case source, target, technique, severity, confidence, count
            case ruleName = "rule_name"
            case firstSeen = "first_seen"
            case lastSeen = "last_seen"
            case incident = "incident_id"
        }
        public func encode(to encoder: any Encoder) throws {
            var box = encoder.container(keyedBy: Key.self)
            try box.encode(source, forKey: .source)
            try box.encode(target, forKey: .target)
            try box.encode(ruleName, forKey: .ruleName)
            try box.encode(technique, forKey: .technique)
            try box.encode(severity, forKey: .severity)
            try box.encode(confidence.rounded(decimals: 6), forKey: .confidence)
            try box.encode(count, forKey: .count)
            try box.encode(firstSeen, forKey: .firstSeen)
            try box.encode(lastSeen, forKey: .lastSeen)
            try box.encode(incident, forKey: .incident)
        }
    }
}
