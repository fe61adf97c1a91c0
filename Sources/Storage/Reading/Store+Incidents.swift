internal import GRDB
package import Vocabulary

extension Store {
    package func incidents(_ query: IncidentQuery) async throws -> Page<IncidentSummary> {
        let select = try IncidentSelect(query, options.places)
        let cursor = try query.page.cursor.map { try Keyset($0) }
        return try await reading { database in
            select.filter?.install(in: database)
            let total = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM incident WHERE \(select.condition)",
                arguments: StatementArguments(select.arguments))
            let column = query.sort == .score ? "score" : "last"
            let after = cursor == nil ? "1" : "(\(column), id) < (?, ?)"
            let position = cursor.map { [$0.value.databaseValue, $0.id.databaseValue] } ?? []
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT summary, status, events, forged, updated, evidence, \(column) AS place, id,
                    (SELECT count(*) FROM incident_note WHERE incident = incident.id) AS notes
                    FROM incident WHERE \(select.condition) AND \(after) ORDER BY \(column) DESC, id DESC LIMIT ?
                    """,
                arguments: StatementArguments(
                    select.arguments + position + [(query.page.limit + 1).databaseValue]))
            let items = try rows.prefix(query.page.limit).map { try Self.summary($0) }
            let more = rows.count > query.page.limit ? rows[query.page.limit - 1] : nil
            return Page(items: items, total: total, nextCursor: more.map { Keyset($0["place"], $0["id"]).text })
        }
    }

    static func summary(_ row: Row) throws -> IncidentSummary {
        var incident = try RecordJSON.value(Incident.self, row["summary"])
        incident.status = Incident.Status(rawValue: row["status"]) ?? incident.status
        return IncidentSummary(
            incident: incident, eventCount: row["events"], notesCount: row["notes"], forged: row["forged"],
            consensus: evidence(row).first?.consensus, updated: UInt64(column: row["updated"]))
    }

    package func incidentHistory(limit: Int) async throws -> [IncidentRecord] {
        try await reading { database in
            let ids = try String.fetchAll(
                database, sql: "SELECT id FROM incident ORDER BY last DESC, id DESC LIMIT ?",
                arguments: [min(max(limit, 1), 500)])
            return try ids.compactMap { try Self.incident($0, database) }
        }
    }

    package func incident(_ id: String) async throws -> IncidentRecord? {
        try await reading { try Self.incident(id, $0) }
    }

    package func incidents(updatedAfter streamID: UInt64, limit: Int) async throws -> [IncidentRecord] {
        try await reading { database in
            let ids = try String.fetchAll(
                database, sql: "SELECT id FROM incident WHERE updated > ? ORDER BY updated LIMIT ?",
                arguments: [streamID.column, max(1, limit)])
            return try ids.compactMap { try Self.incident($0, database) }
        }
    }

    package func latestStreamID() async throws -> UInt64 {
        try await reading { database in
            let alert = try Int64.fetchOne(database, sql: "SELECT max(stream) FROM alert") ?? 0
            let incident = try Int64.fetchOne(database, sql: "SELECT max(updated) FROM incident") ?? 0
            return UInt64(column: max(alert, incident))
        }
    }

    static func incident(_ id: String, _ database: Database) throws -> IncidentRecord? {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM incident WHERE id = ?", arguments: [id.storable])
        else { return nil }
        var incident = try RecordJSON.value(Incident.self, row["record"])
        incident.status = Incident.Status(rawValue: row["status"]) ?? incident.status
        // A folder that an older version wrote has no such table until the service opens it.
        let analysis = try? String.fetchOne(
            database, sql: "SELECT record FROM incident_analysis WHERE incident = ?", arguments: [id.storable])
        incident.analysis = analysis.flatMap { try? RecordJSON.value(IncidentAnalysis.self, $0) }
        var record = IncidentRecord(
            incident: incident, forged: row["forged"], evidence: evidence(row),
            updated: UInt64(column: row["updated"]))
        if let status = (row["triage_status"] as String?).flatMap(Incident.Status.init(rawValue:)) {
            record.triage = .init(
                status: status, by: row["triage_by"], at: Timestamp(nanoseconds: row["triage_at"]))
        }
        record.notes = try Row.fetchAll(
            database, sql: "SELECT id, by, at, text FROM incident_note WHERE incident = ? ORDER BY id LIMIT 1000",
            arguments: [id.storable]
        ).map { .init(id: $0["id"], by: $0["by"], at: Timestamp(nanoseconds: $0["at"]), text: $0["text"]) }
        return record
    }

    package func flows(ofIncident id: String, limit: Int) async throws -> [FlowRecord] {
        let ids = try await reading { database in
            try Int64.fetchAll(
                database,
                sql: """
                    SELECT DISTINCT flow FROM alert_flow JOIN alert ON alert.stream = alert_flow.alert
                    WHERE alert.incident = ? ORDER BY flow DESC LIMIT ?
                    """, arguments: [id.storable, min(max(limit, 1), 500)])
        }
        return named(try await flowReader.flows(ids))
    }

    package func triage(
        _ id: String, status: Incident.Status?, note: String?, by: String, at: Timestamp, streamID: UInt64
    ) async throws -> IncidentRecord? {
        try await writing { database in
            guard try Self.incident(id, database) != nil else { return nil }
            if let status {
                try database.execute(
                    sql: """
                        UPDATE incident SET status = ?1, triage_status = ?1, triage_by = ?2, triage_at = ?3 WHERE id = ?4
                        """, arguments: [status.rawValue, by.storable, at.nanoseconds, id.storable])
            }
            if let note {
                try database.execute(
                    sql: "INSERT INTO incident_note (incident, by, at, text) VALUES (?, ?, ?, ?)",
                    arguments: [id.storable, by.storable, at.nanoseconds, note.storable])
            }
            try database.execute(
                sql: "UPDATE incident SET updated = max(updated, ?) WHERE id = ?",
                arguments: [streamID.column, id.storable])
            return try Self.incident(id, database)
        }
    }
}

/// Where a page ended: a sort value and an id, as `value.id`.
struct Keyset {
    let value: Int64
    let id: String

    init(_ value: Int64, _ id: String) {
        self.value = value
        self.id = id
    }

    init(_ text: String) throws {
        let halves = text.split(separator: ".", maxSplits: 1)
        guard halves.count == 2, let value = Int64(halves[0]) else { throw ServiceError.badCursor }
        self.init(value, String(halves[1]))
    }

    var text: String { "\(value).\(id)" }
}
