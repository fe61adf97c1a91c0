internal import GRDB
package import Vocabulary

extension Store {
    package func suppressions() async throws -> [SuppressionRecord] {
        try await reading { database in
            try Row.fetchAll(database, sql: "SELECT * FROM suppression ORDER BY id").map { row in
                SuppressionRecord(
                    id: row["id"], detection: (row["detection"] as String?).map(DetectionID.init(rawValue:)),
                    attackers: (row["attackers"] as String?).flatMap { AddressBlock($0) },
                    victims: (row["victims"] as String?).flatMap { AddressBlock($0) }, reason: row["reason"],
                    by: row["by"], at: Timestamp(nanoseconds: row["at"]))
            }
        }
    }

    package func addSuppression(_ row: SuppressionRecord) async throws -> SuppressionRecord {
        guard row.detection != nil || row.attackers != nil || row.victims != nil else {
            throw ServiceError.invalid([
                "a suppression names a detection, attackers or victims: one of everything is refused"
            ])
        }
        return try await writing { database in
            try database.execute(
                sql:
                    "INSERT INTO suppression (detection, attackers, victims, reason, by, at) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    row.detection?.rawValue.storable, row.attackers?.description, row.victims?.description,
                    row.reason.storable, row.by.storable, row.at.nanoseconds,
                ])
            var kept = row
            kept.id = database.lastInsertedRowID
            try Self.apply(kept, database)
            return kept
        }
    }

    package func removeSuppression(_ id: Int64) async throws -> Bool {
        try await writing { database in
            try database.execute(sql: "DELETE FROM suppression WHERE id = ?", arguments: [id])
            return database.changesCount > 0
        }
    }

    /// Hides what it covers of the past. A status that a person chose stays.
    private static func apply(_ row: SuppressionRecord, _ database: Database) throws {
        let condition = row.detection == nil ? "1" : "rule = ?"
        let arguments = row.detection.map { StatementArguments([$0.rawValue.storable]) } ?? StatementArguments()
        let alerts = try Row.fetchCursor(
            database, sql: "SELECT * FROM alert WHERE suppressed = 0 AND \(condition)", arguments: arguments)
        var hidden: [Int64] = []
        var incidents: Set<String> = []
        while let alert = try alerts.next() {
            guard row.covers(try Self.alert(alert).finding) else { continue }
            hidden.append(alert["stream"])
            if let incident: String = alert["incident"] { incidents.insert(incident) }
        }
        for stream in hidden {
            try database.execute(sql: "UPDATE alert SET suppressed = 1 WHERE stream = ?", arguments: [stream])
        }
        for id in incidents.sorted() {
            guard let record = try Self.incident(id, database), record.triage == nil,
                record.incident.events.allSatisfy({ row.covers($0.finding) })
            else { continue }
            try database.execute(
                sql: "UPDATE incident SET status = ?, triage_status = ?, triage_by = ?, triage_at = ? WHERE id = ?",
                arguments: [
                    Incident.Status.falsePositive.rawValue, Incident.Status.falsePositive.rawValue,
                    row.by.storable, row.at.nanoseconds, id,
                ])
        }
    }
}

extension SuppressionRecord {
    fileprivate func covers(_ finding: Finding) -> Bool {
        finding.isCovered(detection: detection, attackers: attackers, victims: victims)
    }
}
