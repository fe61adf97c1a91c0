import Crypto
package import Foundation
internal import GRDB
import Synchronization
package import Vocabulary

/// Takes a router's log lines into our own `hunting.db`: each line once, with the time it tells of.
///
/// Lines that tell of no firewall event are kept and counted, the newest 10,000. Bounds: 5,000,000 events, the oldest go and are
/// counted; 8 KiB of a line. Several processes may ingest at once.
package final class RouterLog: Sendable {
    private let database: ScoutDatabase
    private let zone: TimeZone
    private let mostEvents: Int
    private static let mostUnparsed = 10_000
    /// Rows of the table as far as this process knows: counting them costs a walk through it.
    private let rows = Mutex<Int?>(nil)

    /// - Parameter zone: of senders that write local time without saying where.
    package init(_ database: ScoutDatabase, zone: TimeZone, mostEvents: Int = 5_000_000) {
        self.database = database
        self.zone = zone
        self.mostEvents = max(1, mostEvents)
    }

    /// Takes lines in one transaction.
    ///
    /// - Parameters:
    ///   - source: where they came from, for people: a file's name or a peer's address.
    ///   - reference: no line was written more than a day after this: when the file was written, or now.
    package func ingest(
        _ lines: [String], source: String, reference: Timestamp, now: Timestamp
    ) async throws -> IngestReport {
        let origin = String(source.prefix(255))
        return try await database.writing { database in
            var report = IngestReport()
            for line in lines { try self.take(line, origin, reference, now, database, &report) }
            try self.bound(database, &report)
            for (name, value) in report.counters where value > 0 {
                try database.execute(
                    sql: "INSERT INTO counter VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value",
                    arguments: [name, Int64(clamping: value)])
            }
            return report
        }
    }

    /// What was taken since the folder was made.
    package func totals() async throws -> IngestReport {
        try await database.reading { database in
            var report = IngestReport()
            for row in try Row.fetchAll(database, sql: "SELECT * FROM counter") {
                report.set(row["name"], UInt64(clamping: row["value"] as Int64))
            }
            return report
        }
    }

    private func take(
        _ line: String, _ source: String, _ reference: Timestamp, _ now: Timestamp, _ database: Database,
        _ report: inout IngestReport
    ) throws {
        var text = Substring(line)
        while let last = text.last, last.isNewline || last == "\0" { text.removeLast() }
        guard text.contains(where: { $0 != " " }) else { return }
        report.lines += 1
        let hash = Self.hash(text)
        do {
            try insert(try RouterLine(text, reference: reference, zone: zone), hash, database, &report)
        } catch let refusal as RouterLine.Refusal {
            try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO unparsed (line, reason, source, seen_at, hash) VALUES (?, ?, ?, ?, ?)"
            ).execute(arguments: [Self.storable(text.prefix(2048)), refusal.reason, source, now.description, hash])
            if database.changesCount > 0 { report.unparsed += 1 } else { report.known += 1 }
        }
    }

    private func insert(
        _ line: RouterLine, _ hash: String, _ database: Database, _ report: inout IngestReport
    ) throws {
        let event = line.event
        try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO ip_events (src_ip, src_port, dst_ip, dst_port, proto, in_if, out_if, verdict, direction,
                host, timestamp, hit_count, event_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            event.source.description, event.sourcePort.map { Int64($0) }, event.destination.description,
            event.destinationPort.map { Int64($0) }, event.transport, Self.storable(event.inbound[...]),
            Self.storable(event.outbound[...]), event.verdict?.rawValue, event.direction, Self.storable(line.host[...]),
            line.time.description, event.hits, hash,
        ])
        if database.changesCount > 0 { report.events += 1 } else { report.known += 1 }
    }

    private func bound(_ database: Database, _ report: inout IngestReport) throws {
        guard report.events + report.unparsed > 0 else { return }
        let added = Int(report.events)
        var events = rows.withLock { $0 }.map { $0 + added } ?? .max
        if events > mostEvents { events = try Int.fetchOne(database, sql: "SELECT count(*) FROM ip_events") ?? 0 }
        if events > mostEvents {
            // A little more than must be, so that the table is not walked through for every piece.
            let surplus = events - mostEvents + mostEvents / 100
            try database.execute(
                sql: "DELETE FROM ip_events WHERE id IN (SELECT id FROM ip_events ORDER BY timestamp, id LIMIT ?)",
                arguments: [surplus])
            report.evicted += UInt64(database.changesCount)
            events -= database.changesCount
        }
        let left = events
        rows.withLock { $0 = left }
        try database.execute(
            sql: "DELETE FROM unparsed WHERE id <= (SELECT max(id) FROM unparsed) - ?", arguments: [Self.mostUnparsed])
    }

    private static func hash(_ line: Substring) -> String {
        SHA256.hash(data: Array(line.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// C strings end at NUL, and SQLite's functions with them.
    private static func storable(_ text: Substring) -> String {
        text.utf8.contains(0) ? text.split(separator: "\0").joined(separator: "\u{FFFD}") : String(text)
    }
}
