import Foundation
internal import GRDB
import Vocabulary

/// `scout_alerts` and `scout_enrichment_cache`, as net-scout laid them down, made or brought up to date in any database.
///
/// Added to its tables: `snoozed_until`, so that a snooze ends, and a unique index that holds also where the destination is empty.
/// Bringing up to date twice changes nothing the second time.
struct ScoutTable {
    /// Makes what is missing; what was done, in sentences.
    func migrate(_ database: Database, now: Timestamp) throws -> [String] {
        var notes: [String] = []
        if try !database.tableExists("scout_alerts") { notes.append("made the table scout_alerts") }
        for statement in Self.tables { try database.execute(sql: statement) }
        let columns = Set(try database.columns(in: "scout_alerts").map(\.name))
        for (name, kind) in Self.columns where !columns.contains(name) {
            try database.execute(sql: "ALTER TABLE scout_alerts ADD COLUMN \(name) \(kind)")
            notes.append("added the column \(name) to scout_alerts")
        }
        if try Int.fetchOne(database, sql: Self.indexExists) == nil {
            try database.execute(sql: Self.withoutDuplicates)
            if database.changesCount > 0 {
                notes.append("removed \(database.changesCount) alerts that stood several times in scout_alerts")
            }
            try database.execute(sql: Self.onceADay)
        }
        // A snooze that is over is over for every reader of the table.
        try database.execute(
            sql: """
                UPDATE scout_alerts SET status = CASE WHEN enrichment_json IS NULL THEN 'new' ELSE 'enriched' END,
                snoozed_until = NULL WHERE status = 'snoozed' AND snoozed_until IS NOT NULL AND snoozed_until <= ?
                """, arguments: [now.description])
        return notes
    }

    /// - Returns: what became of it, and the alert as it stands now where there is one.
    func insert(
        _ alert: ScoutAlert, _ database: Database, isDry: Bool, now: Timestamp
    ) throws -> (RetroReport.Outcome, ScoutAlert?) {
        if try database.tableExists("scout_alerts") {
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM scout_alerts WHERE alert_type = ? AND coalesce(src_ip, '') = ? AND coalesce(dst_ip, '') = ?
                    ORDER BY id DESC
                    """, arguments: [alert.type, alert.source ?? "", alert.destination ?? ""])
            let earlier = rows.map { Self.alert($0, now: now) }
            if let judged = earlier.first(where: { $0.status == .falsePositive }) { return (.falsePositive, judged) }
            if let judged = earlier.first(where: { $0.status == .snoozed }) { return (.snoozed, judged) }
            let day = alert.created.description.prefix(10)
            if let same = earlier.first(where: { $0.created.description.prefix(10) == day }) {
                return (.duplicate, same)
            }
        }
        guard !isDry else { return (.would, nil) }
        try database.execute(
            sql: """
                INSERT INTO scout_alerts (alert_type, src_ip, dst_ip, score, evidence_json, status, created_at)
                VALUES (?, ?, ?, ?, ?, 'new', ?)
                """,
            arguments: [
                alert.type, alert.source, alert.destination, alert.score, alert.evidence, alert.created.description,
            ])
        var kept = alert
        kept.id = database.lastInsertedRowID
        return (.inserted, kept)
    }

    /// A row; what another program wrote in it may be anything.
    static func alert(_ row: Row, now: Timestamp) -> ScoutAlert {
        let until = text(row, "snoozed_until").flatMap { moment($0) }
        let enrichment = text(row, "enrichment_json")
        var status = text(row, "status").flatMap(ScoutAlert.Status.init) ?? .new
        if status == .snoozed, let until, until <= now { status = enrichment == nil ? .new : .enriched }
        let score = Double.fromDatabaseValue(row["score"] ?? .null) ?? 0
        return ScoutAlert(
            id: Int64.fromDatabaseValue(row["id"] ?? .null) ?? 0, type: text(row, "alert_type") ?? "",
            source: text(row, "src_ip"), destination: text(row, "dst_ip"), score: score.isFinite ? score : 0,
            status: status, snoozedUntil: status == .snoozed ? until : nil, evidence: text(row, "evidence_json"),
            enrichment: enrichment, created: text(row, "created_at").flatMap { moment($0) } ?? Timestamp(nanoseconds: 0)
        )
    }

    /// At most 64 KiB of it, nothing where it is empty.
    private static func text(_ row: Row, _ column: String) -> String? {
        guard let value: DatabaseValue = row[column], let text = String.fromDatabaseValue(value), !text.isEmpty else {
            return nil
        }
        return text.utf8.count <= 65_536 ? text : String(text.prefix(8192))
    }

    static func moment(_ text: String) -> Timestamp? { Timestamp(text) ?? Timestamp(text + "Z") }

    private static let tables = [
        """
        CREATE TABLE IF NOT EXISTS scout_alerts (
            id INTEGER PRIMARY KEY AUTOINCREMENT, alert_type TEXT NOT NULL, src_ip TEXT, dst_ip TEXT,
            score REAL NOT NULL DEFAULT 0, evidence_json TEXT, enrichment_json TEXT, status TEXT NOT NULL DEFAULT 'new',
            created_at TEXT NOT NULL, snoozed_until TEXT
        )
        """,
        """
        CREATE TABLE IF NOT EXISTS scout_enrichment_cache (
            id INTEGER PRIMARY KEY AUTOINCREMENT, subject TEXT NOT NULL UNIQUE, kind TEXT, result_json TEXT,
            updated_at TEXT
        )
        """,
    ]

    private static let columns = [
        ("enrichment_json", "TEXT"), ("evidence_json", "TEXT"), ("status", "TEXT NOT NULL DEFAULT 'new'"),
        ("snoozed_until", "TEXT"),
    ]

    private static let key =
        "alert_type, coalesce(src_ip, ''), coalesce(dst_ip, ''), substr(created_at, 1, 10)"
    private static let indexExists =
        "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = 'scout_alerts_once_a_day'"
    private static let onceADay = "CREATE UNIQUE INDEX scout_alerts_once_a_day ON scout_alerts (\(key))"

    /// Of several, the one that somebody worked on stays, else the first.
    private static let withoutDuplicates = """
        DELETE FROM scout_alerts WHERE id IN (SELECT id FROM (
            SELECT id, row_number() OVER (
                PARTITION BY \(key) ORDER BY status = 'new', enrichment_json IS NULL, id) AS place FROM scout_alerts
        ) WHERE place > 1)
        """
}
