import Synchronization
package import Vocabulary

/// A store that forgets everything when it goes: small, in memory, exact where the API looks, simple where it does not.
package final class MemoryStore: SentinelStore {
    package struct Content: Sendable {
        package var alerts: [AlertRecord] = []
        package var incidents: [IncidentRecord] = []
        package var flows: [FlowRecord] = []
        package var hosts: [HostRecord] = []
        package var traffic: [TrafficPoint] = []
        package var samples: [StatsSample] = []
        package var suppressions: [SuppressionRecord] = []
        package var settings: [String: String] = [:]
        package var tokens: [(record: TokenRecord, hash: [UInt8])] = []
        package var sessions: [[UInt8]: (token: Int64, expires: Timestamp)] = [:]
        package var audit: [AuditEntry] = []
        package var health = StoreHealth()
        /// Thrown by every read when set.
        package var failure: ServiceError?
        var lastID: Int64 = 0
        mutating func nextID() -> Int64 {
            lastID += 1
            return lastID
        }
    }

    private let content: Mutex<Content>

    package init(_ content: Content = Content()) { self.content = Mutex(content) }

    /// Looks at or changes what it holds.
    package func edit<Result: Sendable>(_ body: (inout Content) throws -> Result) rethrows -> Result {
        try content.withLock { content in try body(&content) }
    }

    private func read<Result: Sendable>(_ body: (inout Content) throws -> Result) throws -> Result {
        try edit { content in
            if let failure = content.failure { throw failure }
            return try body(&content)
        }
    }

    package func append(_ batch: StoreBatch) {
        edit { content in
            content.alerts += batch.alerts
            for update in batch.incidents {
                var record = IncidentRecord(incident: update.incident, forged: update.forged, updated: update.streamID)
                if let place = content.incidents.firstIndex(where: { $0.incident.id == update.incident.id }) {
                    record.triage = content.incidents[place].triage
                    if let triage = record.triage { record.incident.status = triage.status }
                    record.notes = content.incidents[place].notes
                    record.evidence = content.incidents[place].evidence
                    content.incidents[place] = record
                } else {
                    content.incidents.append(record)
                }
            }
        }
    }
    package func flush() async {}
    package var health: StoreHealth { edit { $0.health } }

    /// Cursors are positions here.
    private func page<Item: Encodable & Sendable>(
        _ items: [Item], _ request: PageRequest, offset: Int = 0
    ) throws -> Page<Item> {
        let start: Int
        if let cursor = request.cursor {
            guard let position = Int(cursor) else { throw ServiceError.invalid(["cursor: is not one of this list"]) }
            start = max(0, position)
        } else {
            start = offset
        }
        let rest = items.dropFirst(start)
        let next = rest.count > request.limit ? "\(start + request.limit)" : nil
        return Page(items: Array(rest.prefix(request.limit)), total: items.count, nextCursor: next)
    }

    package func incidents(_ query: IncidentQuery) async throws -> Page<IncidentSummary> {
        try read { content in
            let found = content.incidents.filter { record in
                (query.statuses.isEmpty || query.statuses.contains(record.incident.status))
                    && (query.minimumSeverity.map { record.incident.severity >= $0 } ?? true)
            }
            return try page(found.map { IncidentSummary($0) }, query.page)
        }
    }
    package func incidentHistory(limit: Int) async throws -> [IncidentRecord] {
        try read { Array($0.incidents.prefix(limit)) }
    }
    package func incident(_ id: String) async throws -> IncidentRecord? {
        try read { $0.incidents.first { $0.incident.id == id } }
    }
    package func flows(ofIncident id: String, limit: Int) async throws -> [FlowRecord] {
        try read { Array($0.flows.prefix(limit)) }
    }
    package func alerts(_ query: AlertQuery) async throws -> Page<AlertRecord> {
        try read { content in
            let found = content.alerts.filter { query.severity == nil || $0.finding.severity == query.severity }
            return try page(found.reversed(), query.page, offset: query.offset)
        }
    }
    package func alert(_ id: String) async throws -> AlertRecord? { try read { $0.alerts.first { $0.id == id } } }
    package func flows(_ query: FlowQuery) async throws -> Page<FlowRecord> {
        try read { try page($0.flows, query.page) }
    }
    package func hosts(_ query: HostQuery) async throws -> Page<HostRecord> {
        try read { try page($0.hosts, query.page) }
    }
    package func host(_ address: IPAddress) async throws -> HostDetail? {
        try read { content in
            content.hosts.first { $0.address == address }.map { host in
                HostDetail(
                    host: host,
                    peers: [.init(address: address, bytes: 10, flows: 1, services: ["dns"], home: true)],
                    services: [.init(service: "dns", port: 53, flows: 1, bytes: 10, side: .client)],
                    incidents: content.incidents.map { IncidentSummary($0) },
                    traffic: [.init(time: host.firstSeen, bytesIn: 4, bytesOut: 6)], flowsConsidered: 1)
            }
        }
    }
    package func traffic(_ query: TrafficQuery) async throws -> [TrafficPoint] { try read { $0.traffic } }
    package func top(_ query: TopQuery) async throws -> [TopEntry] {
        try read { content in
            content.hosts.prefix(query.limit).map {
                TopEntry(key: "\($0.address)", bytes: $0.bytesOut, packets: 1, flows: $0.flows, home: $0.home)
            }
        }
    }
    package func graph(_ query: GraphQuery) async throws -> AttackGraph {
        try read { content in
            guard let alert = content.alerts.first, let source = alert.source, let target = alert.finding.victims.first
            else { return AttackGraph(nodes: [], edges: []) }
            let finding = alert.finding
            let ends = [("\(source)", AttackGraph.Role.attacker), ("\(target)", .victim)]
            return AttackGraph(
                nodes: ends.map {
                    .init(
                        id: $0.0, type: $0.1, alertCount: 1, maxSeverity: finding.severity, rules: [finding.detection],
                        lastSeen: finding.lastSeen, home: false)
                },
                edges: [
                    .init(
                        source: "\(source)", target: "\(target)", ruleName: finding.detection,
                        technique: finding.techniques.first, severity: finding.severity,
                        confidence: finding.confidence, count: 1, firstSeen: finding.firstSeen,
                        lastSeen: finding.lastSeen, incident: alert.incident)
                ])
        }
    }
    package func stats() async throws -> StoreStats {
        try read { content in
            var stats = StoreStats()
            stats.totalAlerts = content.alerts.count
            for alert in content.alerts { stats.alertsByRule[alert.finding.detection.rawValue, default: 0] += 1 }
            stats.topSources = [("192.0.2.9", content.alerts.count)]
            stats.latestAlert = content.alerts.last?.finding.lastSeen
            stats.incidentsOpen = content.incidents.count
            stats.incidentsBySeverity = ["high": content.incidents.count]
            return stats
        }
    }
    package func statsHistory(limit: Int) async throws -> [StatsSample] { try read { Array($0.samples.prefix(limit)) } }
    package func packetHistory() async throws -> [PacketHistoryPoint] {
        try read { content in
            content.samples.map {
                PacketHistoryPoint(timestamp: $0.timestamp, totalPackets: $0.packetsSeen, anomalousPackets: 0)
            }
        }
    }

    package func alerts(after streamID: UInt64, limit: Int) async throws -> [AlertRecord] {
        try read { Array($0.alerts.filter { $0.streamID > streamID }.prefix(limit)) }
    }
    package func incidents(updatedAfter streamID: UInt64, limit: Int) async throws -> [IncidentRecord] {
        try read { content in
            Array(content.incidents.filter { $0.updated > streamID }.sorted { $0.updated < $1.updated }.prefix(limit))
        }
    }
    package func latestStreamID() async throws -> UInt64 {
        try read { max($0.alerts.last?.streamID ?? 0, $0.incidents.map(\.updated).max() ?? 0) }
    }

    package func triage(
        _ id: String, status: Incident.Status?, note: String?, by: String, at: Timestamp, streamID: UInt64
    ) async throws -> IncidentRecord? {
        try read { content in
            guard let index = content.incidents.firstIndex(where: { $0.incident.id == id }) else { return nil }
            if let status {
                content.incidents[index].incident.status = status
                content.incidents[index].triage = .init(status: status, by: by, at: at)
            }
            if let note {
                content.incidents[index].notes.append(.init(id: content.nextID(), by: by, at: at, text: note))
            }
            content.incidents[index].updated = streamID
            return content.incidents[index]
        }
    }
    package func suppressions() async throws -> [SuppressionRecord] { try read { $0.suppressions } }
    package func addSuppression(_ row: SuppressionRecord) async throws -> SuppressionRecord {
        try read { content in
            var row = row
            row.id = content.nextID()
            content.suppressions.append(row)
            return row
        }
    }
    package func removeSuppression(_ id: Int64) async throws -> Bool {
        try read { content in
            let before = content.suppressions.count
            content.suppressions.removeAll { $0.id == id }
            return content.suppressions.count < before
        }
    }
    package func setting(_ key: String) async throws -> String? { try read { $0.settings[key] } }
    package func setSetting(_ key: String, _ json: String) async throws { try read { $0.settings[key] = json } }
}
