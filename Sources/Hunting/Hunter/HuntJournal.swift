import Foundation
internal import GRDB
package import Vocabulary

/// What the hunter remembers in `hunting.db`: its log, and which findings were told.
///
/// Bounds: 10,000 lines of log and 10,000 findings, the oldest go.
package struct HuntJournal: Sendable {
    private let database: ScoutDatabase
    private static let most = 10_000

    package init(_ database: ScoutDatabase) { self.database = database }

    package func add(_ entry: HuntEntry) async throws -> HuntEntry {
        try await database.writing { database in
            var kept = entry
            try database.execute(
                sql: "INSERT INTO hunt_log (mission, started, record) VALUES (?, ?, ?)",
                arguments: [entry.mission, entry.started.nanoseconds, try Self.text(entry)])
            kept.id = database.lastInsertedRowID
            try database.execute(sql: "DELETE FROM hunt_log WHERE id <= ?", arguments: [kept.id - Int64(Self.most)])
            return kept
        }
    }

    /// Newest first.
    package func entries(mission: String?, page: PageRequest) async throws -> Page<HuntEntry> {
        let below = try page.cursor.map { cursor -> Int64 in
            guard let number = Int64(cursor), number >= 0 else {
                throw ServiceError.invalid(["cursor: is not one that this list gave"])
            }
            return number
        }
        return try await database.reading { database in
            let rows = try Row.fetchAll(
                database,
                sql: "SELECT * FROM hunt_log WHERE id < ?1 AND (?2 IS NULL OR mission = ?2) ORDER BY id DESC LIMIT ?3",
                arguments: [below ?? Int64.max, mission, page.limit + 1])
            let items = rows.prefix(page.limit).compactMap(Self.entry)
            return Page(items: items, nextCursor: rows.count > page.limit ? items.last.map { String($0.id) } : nil)
        }
    }

    package func last(_ mission: String) async throws -> HuntEntry? {
        try await entries(mission: mission, page: PageRequest(limit: 1)).items.first
    }

    /// When it ran last as its owner set it; what a model asked for puts nothing off.
    package func lastInItsTurn(_ mission: String) async throws -> Timestamp? {
        try await database.reading { database in
            try Int64.fetchOne(
                database,
                sql: """
                    SELECT started FROM hunt_log WHERE mission = ? AND json_extract(record, '$.trigger') <> ?
                    ORDER BY id DESC LIMIT 1
                    """, arguments: [mission, HuntEntry.Trigger.model.rawValue]
            ).map { Timestamp(nanoseconds: $0) }
        }
    }

    /// What is known of a finding that was told before: its incident, and up to when it reached.
    func told(_ key: String) async throws -> (incident: String, last: Timestamp)? {
        try await database.reading { database in
            let row = try Row.fetchOne(database, sql: "SELECT * FROM hunt_finding WHERE key = ?", arguments: [key])
            return row.map { ($0["incident"], Timestamp(nanoseconds: $0["last"])) }
        }
    }

    func tell(_ key: String, incident: String, last: Timestamp) async throws {
        try await database.writing { database in
            try database.execute(
                sql: """
                    INSERT INTO hunt_finding (key, incident, last) VALUES (?, ?, ?)
                    ON CONFLICT (key) DO UPDATE SET incident = excluded.incident, last = excluded.last
                    """, arguments: [key, incident, last.nanoseconds])
            try database.execute(
                sql: "DELETE FROM hunt_finding WHERE id <= (SELECT max(id) FROM hunt_finding) - ?",
                arguments: [Self.most])
        }
    }

    private static func entry(_ row: Row) -> HuntEntry? {
        guard let text: String = row["record"],
            var entry = try? JSONDecoder().decode(HuntEntry.self, from: Data(text.utf8))
        else { return nil }
        entry.id = row["id"]
        return entry
    }

    private static func text(_ entry: HuntEntry) throws -> String {
        String(decoding: try JSONEncoder().encode(entry), as: UTF8.self)
    }
}
