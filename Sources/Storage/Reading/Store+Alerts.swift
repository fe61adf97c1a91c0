internal import GRDB
package import Vocabulary

extension Store {
    package func alerts(_ query: AlertQuery) async throws -> Page<AlertRecord> {
        let cursor = try query.page.cursor.map { text in
            guard let stream = Int64(text) else { throw ServiceError.badCursor }
            return stream
        }
        let (condition, arguments) = Self.condition(query)
        return try await reading { database in
            let total = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM alert WHERE \(condition)", arguments: StatementArguments(arguments)
            )
            let rows = try Row.fetchAll(
                database,
                sql: "SELECT * FROM alert WHERE \(condition) AND stream < ? ORDER BY stream DESC LIMIT ? OFFSET ?",
                arguments: StatementArguments(
                    arguments + [
                        (cursor ?? .max).databaseValue, (query.page.limit + 1).databaseValue,
                        max(0, query.offset).databaseValue,
                    ]))
            let items = try rows.prefix(query.page.limit).map { try Self.alert($0) }
            let next = rows.count > query.page.limit ? items.last.map { String($0.streamID) } : nil
            return Page(items: items, total: total, nextCursor: next)
        }
    }

    private static func condition(_ query: AlertQuery) -> (String, [DatabaseValue]) {
        var parts = ["suppressed = 0"]
        var arguments: [DatabaseValue] = []
        func add(_ sql: String, _ value: some DatabaseValueConvertible) {
            parts.append(sql)
            arguments.append(value.databaseValue)
        }
        if let rule = query.rule { add("rule = ?", rule.rawValue.storable) }
        if let severity = query.severity { add("severity = ?", Int(severity.rawValue)) }
        if let least = query.minimumSeverity { add("severity >= ?", Int(least.rawValue)) }
        if let source = query.source { add("source = ?", (Party(source)?.description ?? source).storable) }
        if let incident = query.incident { add("incident = ?", incident.storable) }
        if let since = query.since { add("time >= ?", since.nanoseconds) }
        if let until = query.until { add("time < ?", until.nanoseconds) }
        return (parts.joined(separator: " AND "), arguments)
    }

    static func alert(_ row: Row) throws -> AlertRecord {
        AlertRecord(
            id: row["id"], streamID: UInt64(column: row["stream"]),
            finding: try RecordJSON.value(Finding.self, row["record"]), incident: row["incident"],
            forged: row["forged"])
    }

    package func alert(_ id: String) async throws -> AlertRecord? {
        try await reading { database in
            try Row.fetchOne(database, sql: "SELECT * FROM alert WHERE id = ?", arguments: [id.storable]).map {
                try Self.alert($0)
            }
        }
    }

    package func alerts(after streamID: UInt64, limit: Int) async throws -> [AlertRecord] {
        try await reading { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM alert WHERE stream > ? AND suppressed = 0 ORDER BY stream LIMIT ?",
                arguments: [streamID.column, max(1, limit)]
            ).map { try Self.alert($0) }
        }
    }

    package func stats() async throws -> StoreStats {
        try await reading { database in
            var stats = StoreStats()
            let kinds = try Row.fetchAll(
                database, sql: "SELECT rule, severity, count(*) FROM alert WHERE suppressed = 0 GROUP BY rule, severity"
            )
            for row in kinds {
                let count: Int = row[2]
                stats.totalAlerts += count
                stats.alertsByRule[row[0], default: 0] += count
                let severity = Severity(rawValue: UInt8(clamping: row[1] as Int)) ?? .info
                stats.alertsBySeverity[severity.name, default: 0] += count
            }
            if let latest = try Int64.fetchOne(database, sql: "SELECT max(time) FROM alert WHERE suppressed = 0") {
                stats.latestAlert = Timestamp(nanoseconds: latest)
                stats.alertsLastHour =
                    try Int.fetchOne(
                        database, sql: "SELECT count(*) FROM alert WHERE suppressed = 0 AND time > ?",
                        arguments: [latest - 3_600_000_000_000]) ?? 0
            }
            stats.topSources = try Row.fetchAll(
                database,
                sql: """
                    SELECT source, count(*) AS n FROM alert WHERE suppressed = 0 AND source IS NOT NULL
                    GROUP BY source ORDER BY n DESC, source LIMIT 10
                    """
            ).map { ($0[0], $0[1]) }
            let incidents = try Row.fetchAll(
                database, sql: "SELECT severity, status, count(*) FROM incident GROUP BY severity, status")
            for row in incidents {
                let count: Int = row[2]
                let severity = Severity(rawValue: UInt8(clamping: row[0] as Int)) ?? .info
                let status: String = row[1]
                stats.incidentsBySeverity[severity.name, default: 0] += count
                stats.incidentsByStatus[status, default: 0] += count
                let isOver =
                    status == Incident.Status.resolved.rawValue || status == Incident.Status.falsePositive.rawValue
                if !isOver { stats.incidentsOpen += count }
            }
            return stats
        }
    }
}
