internal import GRDB
package import Vocabulary

/// Alerts of the retro-hunt in one database: our own `hunting.db`, or a `net_sentinel.db` of another program.
package final class ScoutDatabase: ScoutStore {
    let queue: DatabaseQueue
    /// Our own file in the data folder.
    package static func path(inFolder folder: String) -> String { folder + "/hunting.db" }

    /// Our own; made and brought up to date where needed.
    package init(folder: String, now: Timestamp) throws {
        queue = try Self.opening {
            let queue = try DatabaseDoor.own(Self.path(inFolder: folder))
            try HuntingSchema.migrator.migrate(queue)
            _ = try queue.write { try ScoutTable().migrate($0, now: now) }
            return queue
        }
    }

    /// Another program's; `scout_alerts` is made in it, events are not touched.
    package init(foreign path: String, now: Timestamp) throws {
        queue = try Self.opening {
            let queue = try DatabaseDoor.writing(path)
            _ = try queue.write { try ScoutTable().migrate($0, now: now) }
            return queue
        }
    }

    static func opening<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DatabaseError {
            throw HuntingError("the database cannot be used: \(error.message ?? "no reason given")")
        }
    }

    package func scoutAlerts(_ query: ScoutQuery, now: Timestamp) async throws -> Page<ScoutAlert> {
        var below = Int64.max
        if let cursor = query.page.cursor {
            guard let known = Int64(cursor), known >= 0 else {
                throw ServiceError.invalid(["cursor: is not one that this list gave"])
            }
            below = known
        }
        let bound = below
        return try await reading { database in
            var parts = ["id < ?"]
            var arguments: [DatabaseValue] = [bound.databaseValue]
            func add(_ part: String, _ values: DatabaseValue...) {
                parts.append(part)
                arguments += values
            }
            if let type = query.type { add("alert_type = ?", type.databaseValue) }
            if let address = query.address {
                add("(src_ip = ? OR dst_ip = ?)", address.databaseValue, address.databaseValue)
            }
            if let least = query.minimumScore { add("score >= ?", least.databaseValue) }
            if query.unenriched { parts.append("enrichment_json IS NULL") }
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT * FROM scout_alerts WHERE \(parts.joined(separator: " AND ")) ORDER BY id DESC",
                arguments: StatementArguments(arguments))
            var page = Page<ScoutAlert>(items: [])
            // States depend on the time, and times are text of several forms: judged here, not by SQL.
            while let row = try rows.next() {
                let alert = ScoutTable.alert(row, now: now)
                guard query.wants(alert) else { continue }
                guard page.items.count < query.page.limit else {
                    page.nextCursor = page.items.last.map { String($0.id) }
                    break
                }
                page.items.append(alert)
            }
            return page
        }
    }

    package func scoutAlert(_ id: Int64, now: Timestamp) async throws -> ScoutAlert? {
        try await reading { try Self.alert(id, $0, now) }
    }

    package func setScoutStatus(
        _ id: Int64, _ status: ScoutAlert.Status, until: Timestamp?, now: Timestamp
    ) async throws -> ScoutAlert? {
        if status == .snoozed {
            guard let until, until > now else {
                throw ServiceError.invalid(["until: a snooze needs a time that is still to come"])
            }
        } else if until != nil {
            throw ServiceError.invalid(["until: only a snooze has an end"])
        }
        return try await writing { database in
            try database.execute(
                sql: "UPDATE scout_alerts SET status = ?, snoozed_until = ? WHERE id = ?",
                arguments: [status.rawValue, until?.description, id])
            return try Self.alert(id, database, now)
        }
    }

    package func setScoutEnrichment(_ id: Int64, json: String, now: Timestamp) async throws -> ScoutAlert? {
        try await writing { database in
            try database.execute(
                sql: """
                    UPDATE scout_alerts SET enrichment_json = ?,
                    status = CASE WHEN status = 'new' THEN 'enriched' ELSE status END WHERE id = ?
                    """, arguments: [json, id])
            return try Self.alert(id, database, now)
        }
    }

    package func scoutLookup(kind: String, subject: String) async throws -> (json: String, updated: Timestamp)? {
        try await reading { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT result_json, updated_at FROM scout_enrichment_cache WHERE subject = ?",
                arguments: ["\(kind):\(subject)"])
            guard let row, let json: String = row["result_json"], let text: String = row["updated_at"],
                let updated = ScoutTable.moment(text)
            else { return nil }
            return (json, updated)
        }
    }

    package func setScoutLookup(kind: String, subject: String, json: String, now: Timestamp) async throws {
        try await writing { database in
            try database.execute(
                sql: """
                    INSERT INTO scout_enrichment_cache (subject, kind, result_json, updated_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (subject) DO UPDATE SET kind = excluded.kind, result_json = excluded.result_json,
                    updated_at = excluded.updated_at
                    """, arguments: ["\(kind):\(subject)", kind, json, now.description])
        }
    }

    private static func alert(_ id: Int64, _ database: Database, _ now: Timestamp) throws -> ScoutAlert? {
        try Row.fetchOne(database, sql: "SELECT * FROM scout_alerts WHERE id = ?", arguments: [id]).map {
            ScoutTable.alert($0, now: now)
        }
    }

    func reading<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
        do { return try await queue.read(body) } catch let error as DatabaseError {
            throw ServiceError.unavailable("the database cannot be read: \(error.message ?? "no reason given")")
        }
    }

    func writing<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
        do { return try await queue.write(body) } catch let error as DatabaseError {
            throw ServiceError.unavailable("the database cannot be written: \(error.message ?? "no reason given")")
        }
    }
}

extension ScoutQuery {
    fileprivate func wants(_ alert: ScoutAlert) -> Bool {
        let isWanted =
            statuses.isEmpty
            ? alert.status != .snoozed && alert.status != .falsePositive : statuses.contains(alert.status)
        return isWanted && since.map { alert.created >= $0 } ?? true
    }
}
