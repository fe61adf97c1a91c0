/// A finding as it is kept and told: what NetWatch calls an alert. JSON: the alert item of the API.
public struct AlertRecord: Sendable, Hashable, Encodable {
    public var id: String
    /// Id of its live message, strictly growing, also over restarts: a reader resumes by it.
    public var streamID: UInt64
    public var finding: Finding
    /// The incident it went into; nil while that is not known.
    public var incident: String?
    public var forged: Bool
    /// Its finding names flows by the store's ids, not by the packet path's: it is about the past.
    public var flowsAreStored = false

    /// Without an id of its own the alert is called after its stream id.
    public init(id: String? = nil, streamID: UInt64, finding: Finding, incident: String? = nil, forged: Bool = false) {
        self.id = id ?? "ALERT-\(streamID)"
        self.streamID = streamID
        self.finding = finding
        self.incident = incident
        self.forged = forged
    }

    /// The attacker; the first of several, nil where sources are spoofed.
    public var source: Party? { finding.attackers.first }
    /// The victim's text, `multiple` where there are many, nil where there is none.
    public var destination: String? {
        finding.victims.count > 1 ? "multiple" : finding.victims.first?.description
    }

    enum Key: String, CodingKey {
        case severity, confidence, description, evidence, techniques, forged, timestamp
        case alertID = "alert_id"
        case streamID = "stream_id"
        case ruleName = "rule_name"
        case source = "src_ip"
        case destination = "dst_ip"
        case windowStart = "window_start"
        case windowEnd = "window_end"
        case windowSize = "window_size_seconds"
        case incident = "incident_id"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(id, forKey: .alertID)
        try box.encode(streamID, forKey: .streamID)
        try box.encode(finding.lastSeen, forKey: .timestamp)
        try box.encode(finding.detection, forKey: .ruleName)
        try box.encode(finding.severity, forKey: .severity)
        try box.encode(finding.confidence.rounded(decimals: 6), forKey: .confidence)
        try box.encode(source, forKey: .source)
        try box.encode(destination, forKey: .destination)
        try box.encode(finding.summary, forKey: .description)
        var evidence = box.nestedContainer(keyedBy: NameKey.self, forKey: .evidence)
        for item in finding.evidence { try evidence.encode(item.value, forKey: NameKey(item.name)) }
        try box.encode(finding.techniques, forKey: .techniques)
        try box.encode(finding.firstSeen, forKey: .windowStart)
        try box.encode(finding.lastSeen, forKey: .windowEnd)
        try box.encode(finding.lastSeen.seconds(since: finding.firstSeen).rounded(decimals: 6), forKey: .windowSize)
        try box.encode(incident, forKey: .incident)
        try box.encode(forged, forKey: .forged)
    }
}

/// A member's name that is data.
struct NameKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}
