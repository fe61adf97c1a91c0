import Analyst
import Detection
import Vocabulary

/// The rows an audit looks through: of the store, or of a log that somebody brought.
struct AuditorRows {
    let store: any SentinelStore
    /// Rows that are read before the same are folded together.
    private static let readCap = 20_000

    func rows(_ request: AuditorRequest) async throws -> (rows: [AuditorRow], note: String) {
        let all: [AuditorRow]
        var note = ""
        switch request.source {
        case .alerts: all = try await alerts(request)
        case .incidents: all = try await incidents(request)
        case .flows: all = try await flows(request)
        case .external:
            let read: (rows: [AuditorRow], unread: Int)
            do { read = try ExternalLog.rows(request.log) } catch { throw ServiceError.invalid(["log: \(error)"]) }
            all = read.rows
            if read.unread > 0 { note = "\(read.unread) lines of the log were no JSON object." }
        }
        let kinds = Set(request.kinds.map { $0.lowercased() })
        let wanted = all.filter { row in
            let isNew = request.since.map { (row.last ?? $0) >= $0 } ?? true
            return isNew && row.risk >= request.minimumRisk && (kinds.isEmpty || kinds.contains(row.kind.lowercased()))
        }
        return (wanted, note)
    }

    private func alerts(_ request: AuditorRequest) async throws -> [AuditorRow] {
        var query = AlertQuery()
        query.minimumSeverity = request.minimumRisk
        query.since = request.since
        return try await all(query.page) { page in
            query.page = page
            return try await store.alerts(query)
        } row: { alert in
            let finding = alert.finding
            return [
                AuditorRow(
                    risk: finding.severity, kind: finding.detection.rawValue,
                    source: finding.attackers.first?.description ?? "",
                    destination: finding.victims.first?.description ?? "", port: Self.port(finding),
                    text: finding.summary,
                    first: finding.firstSeen, last: finding.lastSeen)
            ]
        }
    }

    private func incidents(_ request: AuditorRequest) async throws -> [AuditorRow] {
        var query = IncidentQuery()
        query.minimumSeverity = request.minimumRisk
        query.since = request.since
        return try await all(query.page) { page in
            query.page = page
            return try await store.incidents(query)
        } row: { summary in
            let incident = summary.incident
            return incident.detections.map { detection in
                AuditorRow(
                    risk: incident.severity, kind: detection.rawValue,
                    source: incident.attackers.first?.description ?? "",
                    destination: incident.victims.first?.description ?? "", port: 0, text: incident.title,
                    first: incident.firstSeen, last: incident.lastSeen)
            }
        }
    }

    private func flows(_ request: AuditorRequest) async throws -> [AuditorRow] {
        var query = FlowQuery()
        query.since = request.since
        return try await all(query.page) { page in
            query.page = page
            return try await store.flows(query)
        } row: { flow in
            let worst = flow.tags.map { ($0, Self.severities[$0] ?? .medium) }.max { $0.1 < $1.1 }
            return [
                AuditorRow(
                    risk: worst?.1 ?? .info, kind: worst?.0.rawValue ?? flow.service.name,
                    source: "\(flow.key.initiator)",
                    destination: "\(flow.key.responder)", port: flow.key.responderPort, text: flow.name ?? "",
                    first: flow.start,
                    last: flow.end)
            ]
        }
    }

    /// Every page, until there are enough.
    private func all<Item>(
        _ first: PageRequest, _ load: (PageRequest) async throws -> Page<Item>, row: (Item) -> [AuditorRow]
    ) async throws -> [AuditorRow] {
        var page = first
        page.limit = 500
        var rows: [AuditorRow] = []
        while rows.count < Self.readCap {
            let found = try await load(page)
            rows += found.items.flatMap(row)
            try Task.checkCancellation()
            guard let next = found.nextCursor else { break }
            page.cursor = next
        }
        return rows
    }

    private static func port(_ finding: Finding) -> UInt16 {
        for item in finding.evidence where item.name == "port" {
            switch item.value {
            case .count(let number): return UInt16(exactly: number) ?? 0
            case .text(let text): return text.split(separator: " ").last.flatMap { UInt16($0) } ?? 0
            default: return 0
            }
        }
        return 0
    }

    /// How bad the rules think each detection is.
    private static let severities: [DetectionID: Severity] = Dictionary(
        RuleCatalog.cards.flatMap { card in card.detections.map { ($0, card.severity) } }, uniquingKeysWith: max)
}
