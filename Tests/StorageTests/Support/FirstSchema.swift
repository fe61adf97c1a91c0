import Foundation
import GRDB

/// The folder as the first released program left it: frozen text. Never made by our own migrations, never edited.
enum FirstSchema {
    /// Writes a folder with something in every table that people would miss.
    static func write(_ folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder + "/flows", withIntermediateDirectories: true)
        try make(folder + "/netsentinel.db", main + rows)
        try make(folder + "/flows/2026-01-05-000.db", flows + flowRows)
    }

    private static func make(_ path: String, _ statements: [String]) throws {
        let pool = try DatabasePool(path: path)
        try pool.write { database in
            try database.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('v1')")
            for statement in statements { try database.execute(sql: statement) }
        }
        try pool.close()
    }

    private static let rows = [
        """
        INSERT INTO incident VALUES ('INC-1', 70, 1767600000000000000, 1767600001000000000, 3, 60, 'acknowledged',
        'Port scan', ' port_scan_vertical ', 0, 1, 1, 'acknowledged', 'ada', 1767600002000000000, '\(incident)', '\(incident)')
        """,
        "INSERT INTO incident_note VALUES (1, 'INC-1', 'ada', 1767600002000000000, 'looked at it')",
        "INSERT INTO alert VALUES (60, 'ALERT-60', 1767600001000000000, 'port_scan_vertical', 3, '10.0.0.66', 'INC-1', 0, 0, '\(finding)')",
        "INSERT INTO alert_flow VALUES (1767600000500000000, 60, 'port_scan_vertical')",
        "INSERT INTO segment VALUES (20458, 0, 0, 28800500000000, 1767600002, NULL)",
        "INSERT INTO traffic VALUES (60, 1767600000, 1767600002, 9, 900, 900, 0, 0, 0, 0, 900, 0, 0, 1, 1, 0)",
        "INSERT INTO top VALUES (3600, 1767600000, 1, 6, 1767600002, 500, 400, 9, 1)",
        "INSERT INTO host VALUES (167772162, NULL, NULL, '[]', 1, 1767600000000000000, 1767600001000000000, 500, 400, 1, 1767600002)",
        "INSERT INTO setting VALUES ('config', '{}')",
        "INSERT INTO token VALUES (1, 'script', 'admin', x'0707', 1767600000000000000, NULL)",
        "INSERT INTO suppression VALUES (1, 'dga', NULL, NULL, 'ours', 'ada', 1767600000000000000)",
    ]

    private static let flowRows = [
        "INSERT INTO flow VALUES (28800500000000, 0, 250000000, 167772162, 1572395042, 40000, 443, 6, 6, 1, 5, 1, 0, 5, 4, 500, 400, 'ShAD', 'example.org')"
    ]

    private static let finding = """
        {"time":"2026-01-05T08:00:00.000000Z","last_time":"2026-01-05T08:00:01.000000Z","detection":"port_scan_vertical",\
        "summary":"a scans b","severity":"high","confidence":0.8,"techniques":["T1046"],"attackers":["10.0.0.66"],\
        "victims":["10.0.0.7"],"evidence":[{"name":"distinct_ports","value":16,"threshold":15}],"flows":[1]}
        """

    private static let incident = """
        {"id":"INC-1","title":"Port scan","severity":"high","score":60,"status":"new","detections":["port_scan_vertical"],\
        "techniques":[{"id":"T1046","name":"Network Service Discovery","tactic":"discovery"}],"attackers":["10.0.0.66"],\
        "victims":["10.0.0.7"],"first_seen":"2026-01-05T08:00:00.000000Z","last_seen":"2026-01-05T08:00:01.000000Z",\
        "events":[],"dropped_events":0,"related":[],"evidence":[],"analysis":null,"actions":[]}
        """

    private static let main = [
        """
        CREATE TABLE incident (
            id TEXT PRIMARY KEY NOT NULL, updated INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            severity INTEGER NOT NULL, score INTEGER NOT NULL, status TEXT NOT NULL, title TEXT NOT NULL,
            detections TEXT NOT NULL, forged INTEGER NOT NULL, live INTEGER NOT NULL, events INTEGER NOT NULL,
            triage_status TEXT, triage_by TEXT, triage_at INTEGER, summary TEXT NOT NULL, record TEXT NOT NULL
        )
        """,
        """
        CREATE INDEX incident_last ON incident (last, id)
        """,
        """
        CREATE INDEX incident_score ON incident (score, id)
        """,
        """
        CREATE INDEX incident_updated ON incident (updated)
        """,
        """
        CREATE TABLE incident_party (
            incident TEXT NOT NULL REFERENCES incident ON DELETE CASCADE, side INTEGER NOT NULL, party TEXT NOT NULL,
            address, PRIMARY KEY (incident, side, party)
        ) WITHOUT ROWID
        """,
        """
        CREATE INDEX incident_party_party ON incident_party (party)
        """,
        """
        CREATE INDEX incident_party_address ON incident_party (address)
        """,
        """
        CREATE TABLE incident_note (
            id INTEGER PRIMARY KEY AUTOINCREMENT, incident TEXT NOT NULL REFERENCES incident ON DELETE CASCADE,
            by TEXT NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL
        )
        """,
        """
        CREATE INDEX incident_note_incident ON incident_note (incident)
        """,
        """
        CREATE TABLE alert (
            stream INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, time INTEGER NOT NULL, rule TEXT NOT NULL,
            severity INTEGER NOT NULL, source TEXT, incident TEXT, forged INTEGER NOT NULL,
            suppressed INTEGER NOT NULL DEFAULT 0, record TEXT NOT NULL
        )
        """,
        """
        CREATE INDEX alert_time ON alert (suppressed, time)
        """,
        """
        CREATE INDEX alert_kind ON alert (suppressed, rule, severity)
        """,
        """
        CREATE INDEX alert_source ON alert (suppressed, source)
        """,
        """
        CREATE INDEX alert_incident ON alert (incident)
        """,
        """
        CREATE TABLE alert_flow (
            flow INTEGER NOT NULL, alert INTEGER NOT NULL, detection TEXT NOT NULL, PRIMARY KEY (flow, alert)
        ) WITHOUT ROWID
        """,
        """
        CREATE INDEX alert_flow_alert ON alert_flow (alert)
        """,
        """
        CREATE TABLE segment (
            day INTEGER NOT NULL, part INTEGER NOT NULL, state INTEGER NOT NULL, rolled INTEGER NOT NULL,
            written INTEGER NOT NULL, lag INTEGER, PRIMARY KEY (day, part)
        ) WITHOUT ROWID
        """,
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
        """
        CREATE TABLE setting (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID
        """,
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

    private static let flows = [
        """
        CREATE TABLE flow (
            id INTEGER PRIMARY KEY, lag INTEGER NOT NULL, duration INTEGER NOT NULL, src NOT NULL, dst NOT NULL,
            sport INTEGER NOT NULL, dport INTEGER NOT NULL, transport INTEGER NOT NULL, service INTEGER NOT NULL,
            direction INTEGER NOT NULL, state INTEGER NOT NULL, ending INTEGER NOT NULL, forged INTEGER NOT NULL,
            packets_out INTEGER NOT NULL, packets_in INTEGER NOT NULL, bytes_out INTEGER NOT NULL,
            bytes_in INTEGER NOT NULL, history TEXT NOT NULL, name TEXT
        )
        """
    ]
}
