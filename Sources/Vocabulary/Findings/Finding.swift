/// What a rule says when its threshold is crossed, or crossed again by an order of magnitude.
///
/// A rule reports facts; merging, suppression and stories are the business of `Incidents`.
public struct Finding: Sendable, Hashable {
    public var detection: DetectionID
    /// One sentence for people: who does what to whom. No numbers that are not in `evidence`.
    public var summary: String
    public var severity: Severity
    /// How sure the rule is, 0...1.
    public var confidence: Double
    /// ATT&CK ids, most specific first.
    public var techniques: [String]
    /// Who does it. Empty when sources are spoofed or unknowable: a victim is never put here.
    public var attackers: [Party]
    /// Whom it is done to; at most 64, the number of all of them is in the evidence.
    public var victims: [Party]
    /// The numbers that crossed the threshold, in a stable order.
    public var evidence: [Evidence]
    /// Ids of flows that show it; at most 32.
    public var flows: [UInt64]
    /// First and last packet of what the finding covers.
    public var firstSeen: Timestamp
    public var lastSeen: Timestamp
    /// `order` of the event at which it was said.
    public var order: UInt64

    public init(
        detection: DetectionID, summary: String, severity: Severity, confidence: Double, techniques: [String],
        attackers: [Party], victims: [Party], evidence: [Evidence], flows: [UInt64] = [], firstSeen: Timestamp,
        lastSeen: Timestamp, order: UInt64 = 0
    ) {
        self.detection = detection
        self.summary = summary
        self.severity = severity
        self.confidence = confidence
        self.techniques = techniques
        self.attackers = attackers
        self.victims = victims
        self.evidence = evidence
        self.flows = flows
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.order = order
    }
}

/// One named number or text that supports a finding.
public struct Evidence: Sendable, Hashable {
    public enum Value: Sendable, Hashable {
        case count(UInt64)
        /// With its unit in the name: `interval_seconds`, `bits_per_byte`.
        case measure(Double)
        case text(String)
        case list([String])
    }
    /// snake_case, such as `distinct_ports`.
    public var name: String
    public var value: Value
    /// The threshold it was held against, where there is one.
    public var threshold: Double?

    public init(_ name: String, _ value: Value, threshold: Double? = nil) {
        self.name = name
        self.value = value
        self.threshold = threshold
    }

    public init(_ name: String, count: some BinaryInteger, threshold: Double? = nil) {
        self.init(name, .count(UInt64(clamping: count)), threshold: threshold)
    }

    public init(_ name: String, measure: Double, threshold: Double? = nil) {
        self.init(name, .measure(measure), threshold: threshold)
    }

    public init(_ name: String, text: String) {
        self.init(name, .text(text))
    }
}
