internal import GRDB

/// The tables of the main database. A released migration is never edited: what changes is added as the next one.
enum MainSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { database in
            for statement in seen + rollups + people { try database.execute(sql: statement) }
        }
        migrator.registerMigration("v2: scopes of tokens") { database in
            try database.execute(sql: "ALTER TABLE token ADD COLUMN scopes TEXT NOT NULL DEFAULT ''")
        }
        migrator.registerMigration("v3: intelligence") { database in
            for statement in intelligence { try database.execute(sql: statement) }
        }
        migrator.registerMigration("v4: incident analysis") { database in try database.execute(sql: analysis) }
        return migrator
    }

    /// Times are nanoseconds since the epoch; `record` is JSON; `updated` and `stream` are ids of live messages, which are wall-clock
    /// microseconds or a little more.
    private static let seen = [
        """
        CREATE TABLE incident (
            id TEXT PRIMARY KEY NOT NULL, updated INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            severity INTEGER NOT NULL, score INTEGER NOT NULL, status TEXT NOT NULL, title TEXT NOT NULL,
            detections TEXT NOT NULL, forged INTEGER NOT NULL, live INTEGER NOT NULL, events INTEGER NOT NULL,
            triage_status TEXT, triage_by TEXT, triage_at INTEGER, summary TEXT NOT NULL, record TEXT NOT NULL
        )
        """,
        "CREATE INDEX incident_last ON incident (last, id)",
        "CREATE INDEX incident_score ON incident (score, id)",
        "CREATE INDEX incident_updated ON incident (updated)",
        """
        CREATE TABLE incident_party (
            incident TEXT NOT NULL REFERENCES incident ON DELETE CASCADE, side INTEGER NOT NULL, party TEXT NOT NULL,
            address, PRIMARY KEY (incident, side, party)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX incident_party_party ON incident_party (party)",
        "CREATE INDEX incident_party_address ON incident_party (address)",
        """
        CREATE TABLE incident_note (
            id INTEGER PRIMARY KEY AUTOINCREMENT, incident TEXT NOT NULL REFERENCES incident ON DELETE CASCADE,
            by TEXT NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL
        )
        """,
        "CREATE INDEX incident_note_incident ON incident_note (incident)",
        """
        CREATE TABLE alert (
            stream INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, time INTEGER NOT NULL, rule TEXT NOT NULL,
            severity INTEGER NOT NULL, source TEXT, incident TEXT, forged INTEGER NOT NULL,
            suppressed INTEGER NOT NULL DEFAULT 0, record TEXT NOT NULL
        )
        """,
        "CREATE INDEX alert_time ON alert (suppressed, time)",
        "CREATE INDEX alert_kind ON alert (suppressed, rule, severity)",
        "CREATE INDEX alert_source ON alert (suppressed, source)",
        "CREATE INDEX alert_incident ON alert (incident)",
        """
        CREATE TABLE alert_flow (
            flow INTEGER NOT NULL, alert INTEGER NOT NULL, detection TEXT NOT NULL, PRIMARY KEY (flow, alert)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX alert_flow_alert ON alert_flow (alert)",
        """
        CREATE TABLE segment (
            day INTEGER NOT NULL, part INTEGER NOT NULL, state INTEGER NOT NULL, rolled INTEGER NOT NULL,
            written INTEGER NOT NULL, lag INTEGER, PRIMARY KEY (day, part)
        ) WITHOUT ROWID
        """,
    ]

    /// `stored` is wall-clock seconds: retention goes by it.
    private static let rollups = [
        """
        CREATE TABLE traffic (
            step INTEGER NOT NULL, time INTEGER NOT NULL, stored INTEGER NOT NULL, packets INTEGER NOT NULL,
            bytes INTEGER NOT NULL, tcp INTEGER NOT NULL, udp INTEGER NOT NULL, icmp INTEGER NOT NULL,
            other INTEGER NOT NULL, inbound INTEGER NOT NULL, outbound INTEGER NOT NULL, internal INTEGER NOT NULL,
            external INTEGER NOT NULL, new_flows INTEGER NOT NULL, active_flows INTEGER NOT NULL,
            anomalous INTEGER NOT NULL, PRIMARY KEY (step, time)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE top (
            step INTEGER NOT NULL, time INTEGER NOT NULL, kind INTEGER NOT NULL, key NOT NULL, stored INTEGER NOT NULL,
            bytes_out INTEGER NOT NULL, bytes_in INTEGER NOT NULL, packets INTEGER NOT NULL, flows INTEGER NOT NULL,
            PRIMARY KEY (step, kind, time, key)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE host (
            address PRIMARY KEY NOT NULL, mac TEXT, vendor TEXT, names TEXT NOT NULL DEFAULT '[]',
            home INTEGER NOT NULL DEFAULT 0, first INTEGER NOT NULL, last INTEGER NOT NULL, bytes_out INTEGER NOT NULL,
            bytes_in INTEGER NOT NULL, flows INTEGER NOT NULL, stored INTEGER NOT NULL
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE stats (
            id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, packets_seen INTEGER NOT NULL,
            packets_dropped INTEGER NOT NULL, flows_active INTEGER NOT NULL, alerts_fired INTEGER NOT NULL,
            windows_analyzed INTEGER NOT NULL
        )
        """,
    ]

    /// `evidence` is JSON: of an incident a list of notes, of a host one. `expires` and `at` are nanoseconds since the epoch.
    private static let intelligence = [
        "ALTER TABLE incident ADD COLUMN evidence TEXT",
        // Apart from `host`, whose rows are written some time after the first packet.
        """
        CREATE TABLE host_evidence (address PRIMARY KEY NOT NULL, at INTEGER NOT NULL, record TEXT NOT NULL)
        WITHOUT ROWID
        """,
        "CREATE INDEX host_evidence_at ON host_evidence (at)",
        """
        CREATE TABLE verdict (
            address NOT NULL, source TEXT NOT NULL, at INTEGER NOT NULL, expires INTEGER NOT NULL, record TEXT NOT NULL,
            PRIMARY KEY (address, source)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX verdict_expires ON verdict (expires)",
    ]

    /// What the analyst says of an incident. Apart from it: the packet path writes incidents, and knows nothing of it.
    private static let analysis = """
        CREATE TABLE incident_analysis (
            incident TEXT PRIMARY KEY NOT NULL REFERENCES incident ON DELETE CASCADE, record TEXT NOT NULL
        ) WITHOUT ROWID
        """

    private static let people = [
        "CREATE TABLE setting (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID",
        """
        CREATE TABLE token (
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, role TEXT NOT NULL, hash BLOB NOT NULL UNIQUE,
            created INTEGER NOT NULL, last_used INTEGER
        )
        """,
        """
        CREATE TABLE session (
            hash BLOB PRIMARY KEY NOT NULL, token INTEGER NOT NULL REFERENCES token ON DELETE CASCADE,
            expires INTEGER NOT NULL
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE suppression (
            id INTEGER PRIMARY KEY AUTOINCREMENT, detection TEXT, attackers TEXT, victims TEXT, reason TEXT NOT NULL,
            by TEXT NOT NULL, at INTEGER NOT NULL
        )
        """,
        """
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, role TEXT,
            action TEXT NOT NULL, target TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL
        )
        """,
    ]
}
