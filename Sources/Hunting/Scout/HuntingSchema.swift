internal import GRDB

/// The tables of our own `hunting.db`, besides those of `ScoutTable`. A released migration is never edited.
///
/// `ip_events` is net-sentinel's epsilon table with one row a line of the router's log, so that the same rules read both.
enum HuntingSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { database in
            for statement in v1 { try database.execute(sql: statement) }
        }
        return migrator
    }

    private static let v1 = [
        """
        CREATE TABLE ip_events (
            id INTEGER PRIMARY KEY AUTOINCREMENT, src_ip TEXT NOT NULL, src_port INTEGER, dst_ip TEXT NOT NULL,
            dst_port INTEGER, proto TEXT, in_if TEXT, out_if TEXT, verdict TEXT, direction TEXT, host TEXT,
            timestamp TEXT NOT NULL, hit_count INTEGER NOT NULL DEFAULT 1, event_hash TEXT NOT NULL UNIQUE
        )
        """,
        "CREATE INDEX ip_events_time ON ip_events (timestamp)",
        """
        CREATE TABLE unparsed (
            id INTEGER PRIMARY KEY AUTOINCREMENT, line TEXT NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL,
            seen_at TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
        )
        """,
        """
        CREATE TABLE hunt_log (
            id INTEGER PRIMARY KEY AUTOINCREMENT, mission TEXT NOT NULL, started INTEGER NOT NULL, record TEXT NOT NULL
        )
        """,
        "CREATE INDEX hunt_log_mission ON hunt_log (mission)",
        """
        CREATE TABLE hunt_finding (
            id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, incident TEXT NOT NULL, last INTEGER NOT NULL
        )
        """,
        "CREATE TABLE counter (name TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL) WITHOUT ROWID",
    ]
}
