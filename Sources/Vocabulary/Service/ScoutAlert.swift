/// What a rule of the retro-hunt found in stored events: a row of `scout_alerts`. JSON: the scout alert of the API.
public struct ScoutAlert: Sendable, Hashable, Encodable {
    public enum Status: String, Sendable, Codable, CaseIterable {
        case new, enriched, snoozed
        case falsePositive = "false_positive"
    }
    public var id: Int64
    /// `horizontal_scan`, `vertical_scan`, `high_connection_volume`, or what another program wrote.
    public var type: String
    /// Addresses as text: the event store is another program's, and what it wrote is hostile text. Nil: not known, or many.
    public var source: String?
    public var destination: String?
    /// 0...100.
    public var score: Double
    /// As it holds now: a snooze that is over does not count.
    public var status: Status
    /// Nil unless it is snoozed.
    public var snoozedUntil: Timestamp?
    /// JSON texts; nil where there is none.
    public var evidence: String?
    public var enrichment: String?
    public var created: Timestamp

    public init(
        id: Int64 = 0, type: String, source: String?, destination: String?, score: Double, status: Status = .new,
        snoozedUntil: Timestamp? = nil, evidence: String? = nil, enrichment: String? = nil, created: Timestamp
    ) {
        self.id = id
        self.type = type
        self.source = source
        self.destination = destination
        self.score = score
        self.status = status
        self.snoozedUntil = snoozedUntil
        self.evidence = evidence
        self.enrichment = enrichment
        self.created = created
    }

    enum Key: String, CodingKey {
        case id, score, status
        case type = "alert_type"
        case source = "src_ip"
        case destination = "dst_ip"
        case snoozedUntil = "snoozed_until"
        case evidence = "evidence_json"
        case enrichment = "enrichment_json"
        case created = "created_at"
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(id, forKey: .id)
        try box.encode(type, forKey: .type)
        try box.encode(source, forKey: .source)
        try box.encode(destination, forKey: .destination)
        try box.encode(score.rounded(decimals: 3), forKey: .score)
        try box.encode(status, forKey: .status)
        try box.encode(snoozedUntil, forKey: .snoozedUntil)
        try box.encode(evidence, forKey: .evidence)
        try box.encode(enrichment, forKey: .enrichment)
        try box.encode(created, forKey: .created)
    }
}

/// Which alerts of the retro-hunt; newest first.
public struct ScoutQuery: Sendable, Hashable {
    /// Empty: all but snoozed ones and false positives.
    public var statuses: [ScoutAlert.Status] = []
    public var type: String?
    /// Source or destination, the exact text.
    public var address: String?
    public var minimumScore: Double?
    /// Made at or after.
    public var since: Timestamp?
    /// Only those that nobody looked up yet.
    public var unenriched = false
    public var page = PageRequest()
    public init() {}
}

/// The table `scout_alerts` of the own folder or of another program's database, and the cache of lookups beside it.
///
/// Times are wall-clock times and given by the caller. Operations throw `ServiceError`.
public protocol ScoutStore: Sendable {
    func scoutAlerts(_ query: ScoutQuery, now: Timestamp) async throws -> Page<ScoutAlert>
    func scoutAlert(_ id: Int64, now: Timestamp) async throws -> ScoutAlert?
    /// `until` is for `.snoozed` and must lie after `now`. Nil when there is none of that id.
    func setScoutStatus(
        _ id: Int64, _ status: ScoutAlert.Status, until: Timestamp?, now: Timestamp
    ) async throws -> ScoutAlert?
    /// Writes `enrichment_json`; one that was new becomes enriched, other states stay. Nil when there is none of that id.
    func setScoutEnrichment(_ id: Int64, json: String, now: Timestamp) async throws -> ScoutAlert?
    /// A lookup that was made before, by kind (`rdns whois traceroute pdns`) and what was looked up; nil when it never was.
    func scoutLookup(kind: String, subject: String) async throws -> (json: String, updated: Timestamp)?
    func setScoutLookup(kind: String, subject: String, json: String, now: Timestamp) async throws
}
