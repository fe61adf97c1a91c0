/// What the reputation sources together say of an address: `flagged/configured`, so `2/3` when all three are set up.
///
/// A source that failed or was not asked this time still counts as configured: silence is not innocence, and the figure does not jump.
/// With fewer sources than the threshold all of them have to agree, so that it can be met at all.
public struct Consensus: Sendable, Hashable, Codable {
    public var flagged: Int
    /// Reputation sources that are switched on and have what they need.
    public var configured: Int
    /// Those of them that answered, also that they know nothing.
    public var answered: Int
    /// How many have to flag it, 1...; what was asked for, not what is met.
    public var threshold: Int
    /// The mean confidence of those that answered, 0...1.
    public var confidence: Double

    public init(flagged: Int, configured: Int, answered: Int, threshold: Int, confidence: Double) {
        self.flagged = flagged
        self.configured = configured
        self.answered = answered
        self.threshold = max(1, threshold)
        self.confidence = confidence
    }

    /// - Parameters:
    ///   - verdicts: of all sources; only reputation counts.
    ///   - configured: how many reputation sources are set up.
    public init(_ verdicts: [SourceVerdict], configured: Int, threshold: Int) {
        let votes = verdicts.filter { $0.kind == .reputation }
        let answers = votes.filter { $0.outcome == .answered || $0.outcome == .unknown }
        let sum = answers.reduce(0) { $0 + $1.confidence }
        self.init(
            flagged: votes.count { $0.flagged }, configured: configured, answered: answers.count, threshold: threshold,
            confidence: answers.isEmpty ? 0 : sum / Double(answers.count))
    }

    /// `2/3`.
    public var score: String { "\(flagged)/\(configured)" }

    /// As many as the threshold, or all there are, say that it is bad.
    public var shouldBlock: Bool { configured > 0 && flagged >= min(threshold, configured) }

    enum Key: String, CodingKey {
        case flagged, configured, answered, threshold, confidence, score, disposition
        case shouldBlock = "should_block"
    }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        self.init(
            flagged: try box.decode(Int.self, forKey: .flagged),
            configured: try box.decode(Int.self, forKey: .configured),
            answered: try box.decode(Int.self, forKey: .answered),
            threshold: try box.decode(Int.self, forKey: .threshold),
            confidence: try box.decode(Double.self, forKey: .confidence))
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(flagged, forKey: .flagged)
        try box.encode(configured, forKey: .configured)
        try box.encode(answered, forKey: .answered)
        try box.encode(threshold, forKey: .threshold)
        try box.encode(confidence.rounded(decimals: 3), forKey: .confidence)
        try box.encode(score, forKey: .score)
        try box.encode(shouldBlock ? "block" : "allow", forKey: .disposition)
        try box.encode(shouldBlock, forKey: .shouldBlock)
    }
}
