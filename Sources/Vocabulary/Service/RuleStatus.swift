/// A rule's card and how it stands. JSON: the item of `/api/rules`.
public struct RuleStatus: Sendable, Encodable {
    public var name: String
    public var detections: [DetectionID]
    public var title: String
    public var description: String
    public var techniques: [String]
    public var severity: Severity
    public var options: [Option]
    public var blindSpots: [String]
    public var enabled: Bool
    /// Since the start.
    public var findings: UInt64
    public var lastFired: Timestamp?

    public init(
        name: String, detections: [DetectionID], title: String, description: String, techniques: [String],
        severity: Severity, options: [Option], blindSpots: [String], enabled: Bool, findings: UInt64,
        lastFired: Timestamp?
    ) {
        self.name = name
        self.detections = detections
        self.title = title
        self.description = description
        self.techniques = techniques
        self.severity = severity
        self.options = options
        self.blindSpots = blindSpots
        self.enabled = enabled
        self.findings = findings
        self.lastFired = lastFired
    }

    public struct Option: Sendable, Encodable {
        public var name: String
        public var unit: String
        public var value: Double
        public var `default`: Double
        public var minimum: Double
        public var maximum: Double
        public var help: String
        /// - Parameter value: what holds, which may be another than the card's.
        public init(_ option: CardOption, value: Double) {
            name = option.name
            unit = option.unit
            self.value = value
            `default` = option.value
            minimum = option.range.lowerBound
            maximum = option.range.upperBound
            help = option.summary
        }
    }

    enum Key: String, CodingKey {
        case name, detections, title, description, techniques, severity, options, enabled, findings
        case blindSpots = "blind_spots"
        case lastFired = "last_fired"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(name, forKey: .name)
        try box.encode(detections, forKey: .detections)
        try box.encode(title, forKey: .title)
        try box.encode(description, forKey: .description)
        try box.encode(techniques, forKey: .techniques)
        try box.encode(severity, forKey: .severity)
        try box.encode(options, forKey: .options)
        try box.encode(blindSpots, forKey: .blindSpots)
        try box.encode(enabled, forKey: .enabled)
        try box.encode(findings, forKey: .findings)
        try box.encode(lastFired, forKey: .lastFired)
    }
}
