/// What one source of intelligence says of an address: a claim of somebody else's, with where it comes from.
///
/// Bounds: `reason` 300 characters, `excerpt` 240, 40 facts; control characters are removed where a verdict is made.
public struct SourceVerdict: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Counts in the consensus.
        case reputation
        /// A list on this machine.
        case list
        case name, registration, route, history, geography
    }

    public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
        case answered
        /// It answered that it knows nothing of the address.
        case unknown
        /// It was asked and gave nothing that could be used; `problem` names why.
        case failed
        /// It was not asked; `problem` names why.
        case skipped
    }

    /// Such as `abuseipdb`.
    public var source: String
    public var kind: Kind
    public var outcome: Outcome
    /// Such as `timed_out`, `certificate`, `rate_limited`, `no_key`; nil where all went well.
    public var problem: String?
    public var flagged: Bool
    /// 0...1: how sure the source is that the address is bad.
    public var confidence: Double
    /// In a sentence, for people.
    public var reason: String
    /// The beginning of what the source really said.
    public var excerpt: String
    public var facts: [Evidence]
    public var at: Timestamp
    /// When it is asked again at the earliest.
    public var expires: Timestamp

    public init(
        source: String, kind: Kind, outcome: Outcome, problem: String? = nil, flagged: Bool = false,
        confidence: Double = 0, reason: String, excerpt: String = "", facts: [Evidence] = [], at: Timestamp,
        expires: Timestamp
    ) {
        self.source = source
        self.kind = kind
        self.outcome = outcome
        self.problem = problem
        self.flagged = flagged
        self.confidence = confidence
        self.reason = reason
        self.excerpt = excerpt
        self.facts = facts
        self.at = at
        self.expires = expires
    }

    enum Key: String, CodingKey {
        case source, kind, outcome, problem, flagged, confidence, reason, excerpt, facts, at, expires
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(source, forKey: .source)
        try box.encode(kind, forKey: .kind)
        try box.encode(outcome, forKey: .outcome)
        try box.encode(problem, forKey: .problem)
        try box.encode(flagged, forKey: .flagged)
        try box.encode(confidence.rounded(decimals: 3), forKey: .confidence)
        try box.encode(reason, forKey: .reason)
        try box.encode(excerpt, forKey: .excerpt)
        try box.encode(facts, forKey: .facts)
        try box.encode(at, forKey: .at)
        try box.encode(expires, forKey: .expires)
    }
}
