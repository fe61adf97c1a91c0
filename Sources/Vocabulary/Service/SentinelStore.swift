/// The memory of the service: what was seen, what people made of it, who may come in.
///
/// One process writes; others may read the same folder meanwhile. Reading never blocks writing. All times that people cause
/// (`at`, `now`) are wall-clock times and given by the caller. Operations throw `ServiceError`.
public protocol SentinelStore: Sendable {
    /// Takes what was seen; never blocks and never fails. What does not fit or cannot be written is counted in `health`.
    func append(_ batch: StoreBatch)
    /// Returns when all that was appended before is on disk or counted as unwritten.
    func flush() async
    var health: StoreHealth { get }

    // What was seen.
    func incidents(_ query: IncidentQuery) async throws -> Page<IncidentSummary>
    /// In full, newest first; `limit` 1...500.
    func incidentHistory(limit: Int) async throws -> [IncidentRecord]
    func incident(_ id: String) async throws -> IncidentRecord?
    /// Flows that the incident's findings name.
    func flows(ofIncident id: String, limit: Int) async throws -> [FlowRecord]
    func alerts(_ query: AlertQuery) async throws -> Page<AlertRecord>
    func alert(_ id: String) async throws -> AlertRecord?
    func flows(_ query: FlowQuery) async throws -> Page<FlowRecord>
    func hosts(_ query: HostQuery) async throws -> Page<HostRecord>
    func host(_ address: IPAddress) async throws -> HostDetail?
    func traffic(_ query: TrafficQuery) async throws -> [TrafficPoint]
    func top(_ query: TopQuery) async throws -> [TopEntry]
    func graph(_ query: GraphQuery) async throws -> AttackGraph
    func stats() async throws -> StoreStats
    /// Newest first.
    func statsHistory(limit: Int) async throws -> [StatsSample]
    /// Oldest first, the last hour of event time.
    func packetHistory() async throws -> [PacketHistoryPoint]

    // To resume a live stream: what has a higher stream id, in its order.
    func alerts(after streamID: UInt64, limit: Int) async throws -> [AlertRecord]
    func incidents(updatedAfter streamID: UInt64, limit: Int) async throws -> [IncidentRecord]
    /// The highest stream id that is kept; 0 when there is none.
    func latestStreamID() async throws -> UInt64

    // What people make of it.
    /// Nil when there is no such incident. `streamID` is that of the live message that tells it.
    func triage(
        _ id: String, status: Incident.Status?, note: String?, by: String, at: Timestamp, streamID: UInt64
    ) async throws -> IncidentRecord?
    func suppressions() async throws -> [SuppressionRecord]
    /// Applied to the past as well: alerts it covers and incidents of which nothing else is left are marked as false positives.
    func addSuppression(_ row: SuppressionRecord) async throws -> SuppressionRecord
    /// False when there is none of that id.
    func removeSuppression(_ id: Int64) async throws -> Bool
    /// JSON text by key; nil when it was never set.
    func setting(_ key: String) async throws -> String?
    func setSetting(_ key: String, _ json: String) async throws

    // Who may come in: `hash` is the SHA-256 of the secret.
    func addToken(
        name: String, role: Role, scopes: [Scope], hash: [UInt8], at: Timestamp
    ) async throws -> TokenRecord
    func token(hash: [UInt8], now: Timestamp) async throws -> TokenRecord?
    func tokens() async throws -> [TokenRecord]
    /// With all sessions made by it; false when there is none of that id.
    func removeToken(_ id: Int64) async throws -> Bool
    func addSession(hash: [UInt8], token: Int64, expires: Timestamp) async throws
    /// Nil when it is unknown or over.
    func session(hash: [UInt8], now: Timestamp) async throws -> SessionRecord?
    func removeSession(hash: [UInt8]) async throws
    func audit(_ entry: AuditEntry) async throws -> AuditEntry
    /// Newest first.
    func auditLog(_ page: PageRequest) async throws -> Page<AuditEntry>
    /// Whether every entry still has the hash that its content and the entry before it give.
    func auditIsIntact() async throws -> Bool
}

/// Why the service could not do what was asked.
public enum ServiceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was asked contradicts itself or has values out of bounds: every problem, in sentences.
    case invalid([String])
    case notFound(String)
    /// It is not the time for it: already done, gone, or running.
    case conflict(String)
    /// It would work at another time: a full disk, a file that another process holds.
    case unavailable(String)

    public var description: String {
        switch self {
        case .invalid(let problems): problems.joined(separator: "; ")
        case .notFound(let text), .conflict(let text), .unavailable(let text): text
        }
    }
}
