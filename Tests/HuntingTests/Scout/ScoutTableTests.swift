import GRDB
import Testing
import Vocabulary

@testable import Hunting

@Suite("ScoutTable")
struct ScoutTableTests {
    @Test
    func `an older table is brought up to date: duplicates with an empty destination go, the one worked on stays`()
        throws
    {
        let queue = try DatabaseQueue()
        try queue.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE scout_alerts (id INTEGER PRIMARY KEY AUTOINCREMENT, alert_type TEXT NOT NULL, src_ip TEXT, dst_ip TEXT,
                    score REAL DEFAULT 0, evidence_json TEXT, enrichment_json TEXT, status TEXT DEFAULT 'new', created_at TEXT);
                    CREATE UNIQUE INDEX once ON scout_alerts (alert_type, src_ip, dst_ip, substr(created_at, 1, 10));
                    """)
            for status in ["new", "new", "false_positive"] {
                try database.execute(
                    sql: """
                        INSERT INTO scout_alerts (alert_type, src_ip, dst_ip, score, status, created_at)
                        VALUES ('horizontal_scan', '10.0.0.1', NULL, 60, ?, '2026-11-21T08:00:00Z')
                        """, arguments: [status])
            }
            let first = try ScoutTable().migrate(database, now: EventBook.now)
            #expect(first.count == 2)
            #expect(try ScoutTable().migrate(database, now: EventBook.now) == [])
            #expect(try String.fetchAll(database, sql: "SELECT status FROM scout_alerts") == ["false_positive"])
        }
    }

    @Test func `what another program wrote in a row does not trap`() throws {
        let queue = try DatabaseQueue()
        try queue.write { database in
            _ = try ScoutTable().migrate(database, now: EventBook.now)
            try database.execute(
                sql: """
                    INSERT INTO scout_alerts (alert_type, src_ip, dst_ip, score, status, created_at, evidence_json, snoozed_until)
                    VALUES (x'00ff', 5, 1.5, 'high', 'odd', 'some day', zeroblob(10), 7)
                    """)
            let row = try #require(try Row.fetchOne(database, sql: "SELECT * FROM scout_alerts"))
            let alert = ScoutTable.alert(row, now: EventBook.now)
            #expect(alert.status == .new && alert.score == 0 && alert.created.nanoseconds == 0)
        }
    }
}
