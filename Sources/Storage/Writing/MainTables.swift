internal import GRDB
import Vocabulary

/// Writes what was seen, apart from flows, into the main database, in the caller's transaction.
enum MainTables {
    static func write(_ batch: StoreBatch, _ database: Database, now: Timestamp) throws {
        for update in batch.incidents { try write(update, database) }
        for alert in batch.alerts { try write(alert, database) }
        for point in batch.traffic { try write(point, database, now) }
        for sample in batch.stats { try write(sample, database) }
        for sighting in batch.hosts { try write(sighting, database, now) }
    }

    /// What people said stays: the status they chose, their notes.
    private static func write(_ update: IncidentUpdate, _ database: Database) throws {
        let incident = update.incident
        let record = try RecordJSON.text(incident)
        var summary = incident
        summary.events = []
        try database.cachedStatement(
            sql: """
                INSERT INTO incident (id, updated, first, last, severity, score, status, title, detections, forged, live,
                events, summary, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET updated = max(updated, excluded.updated), first = excluded.first,
                last = excluded.last, severity = excluded.severity, score = excluded.score,
                status = coalesce(triage_status, excluded.status), title = excluded.title,
                detections = excluded.detections, forged = excluded.forged, live = excluded.live,
                events = excluded.events, summary = excluded.summary, record = excluded.record
                """
        ).execute(arguments: [
            incident.id.storable, update.streamID.column, incident.firstSeen.nanoseconds,
            incident.lastSeen.nanoseconds, Int(incident.severity.rawValue), incident.score, incident.status.rawValue,
            incident.title.storable, " " + incident.detections.map(\.rawValue).joined(separator: " ") + " ",
            update.forged, update.change != .closed, incident.events.count, try RecordJSON.text(summary), record,
        ])
        try database.execute(
            sql: "DELETE FROM incident_party WHERE incident = ?", arguments: [incident.id.storable])
        let insertion = try database.cachedStatement(sql: "INSERT OR IGNORE INTO incident_party VALUES (?, ?, ?, ?)")
        for (side, parties) in [incident.attackers, incident.victims].enumerated() {
            for party in parties {
                var address: DatabaseValue?
                if case .address(let known) = party { address = known.column }
                try insertion.execute(arguments: [incident.id.storable, side, party.description, address])
            }
        }
    }

    private static func write(_ alert: AlertRecord, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO alert (stream, id, time, rule, severity, source, incident, forged, record)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            alert.streamID.column, alert.id.storable, alert.finding.lastSeen.nanoseconds,
            alert.finding.detection.rawValue.storable, Int(alert.finding.severity.rawValue),
            alert.source?.description, alert.incident?.storable, alert.forged, try RecordJSON.text(alert.finding),
        ])
    }

    static func link(flow: UInt64, alert: UInt64, detection: DetectionID, _ database: Database) throws {
        try database.cachedStatement(sql: "INSERT OR IGNORE INTO alert_flow VALUES (?, ?, ?)").execute(
            arguments: [flow.column, alert.column, detection.rawValue.storable])
    }

    /// A second is also added to its minute and its hour.
    private static func write(_ point: TrafficPoint, _ database: Database, _ now: Timestamp) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO traffic VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
                stored = excluded.stored, packets = packets + excluded.packets, bytes = bytes + excluded.bytes,
                tcp = tcp + excluded.tcp, udp = udp + excluded.udp, icmp = icmp + excluded.icmp,
                other = other + excluded.other, inbound = inbound + excluded.inbound,
                outbound = outbound + excluded.outbound, internal = internal + excluded.internal,
                external = external + excluded.external, new_flows = new_flows + excluded.new_flows,
                active_flows = max(active_flows, excluded.active_flows), anomalous = anomalous + excluded.anomalous
                """)
        for step in TrafficStep.allCases {
            let begin = point.time.second - (point.time.second % step.seconds + step.seconds) % step.seconds
            try statement.execute(arguments: [
                step.seconds, begin, now.second, point.packets.column, point.bytes.column, point.byProtocol.tcp.column,
                point.byProtocol.udp.column, point.byProtocol.icmp.column, point.byProtocol.other.column,
                point.byDirection.inbound.column, point.byDirection.outbound.column,
                point.byDirection.internal.column, point.byDirection.external.column, point.newFlows.column,
                point.activeFlows.column, point.anomalousPackets.column,
            ])
        }
    }

    private static func write(_ sample: StatsSample, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO stats (time, packets_seen, packets_dropped, flows_active, alerts_fired, windows_analyzed)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            sample.timestamp.nanoseconds, sample.packetsSeen.column, sample.packetsDropped.column,
            sample.flowsActive.column, sample.alertsFired.column, sample.windowsAnalyzed.column,
        ])
    }

    /// At most 16 names a host: later ones are not taken.
    private static func write(_ sighting: HostSighting, _ database: Database, _ now: Timestamp) throws {
        let name = sighting.name.flatMap { $0.isEmpty ? nil : String($0.prefix(255)).storable }
        try database.cachedStatement(
            sql: """
                INSERT INTO host (address, mac, vendor, names, home, first, last, bytes_out, bytes_in, flows, stored)
                VALUES (?1, ?2, ?3, CASE WHEN ?4 IS NULL THEN '[]' ELSE json_array(?4) END, ?5, ?6, ?6, 0, 0, 0, ?7)
                ON CONFLICT DO UPDATE SET mac = coalesce(excluded.mac, mac), vendor = coalesce(excluded.vendor, vendor),
                names = CASE WHEN ?4 IS NULL OR json_array_length(names) >= 16
                        OR EXISTS (SELECT 1 FROM json_each(names) WHERE value = ?4) THEN names
                        ELSE json_insert(names, '$[#]', ?4) END,
                home = max(home, excluded.home), first = min(first, excluded.first), last = max(last, excluded.last),
                stored = excluded.stored
                """
        ).execute(arguments: [
            sighting.address.column, sighting.mac?.description, sighting.vendor?.storable, name, sighting.home,
            sighting.time.nanoseconds, now.second,
        ])
    }
}
