internal import GRDB
import Vocabulary

/// How a net-sentinel database lays down its events; every schema the project ever had is told by its columns.
///
/// `pairs` (epsilon, and our own router events): both addresses. `remote` (alpha, beta, main, delta): one address, received from (RX,
/// with our port) or sent to (TX, where the port is the sender's own and says nothing). Alpha and beta have no `hit_count`: each row
/// is one event there, while in the others a row stands for all of its kind and carries the time of the last one.
struct EventSchema: Equatable {
    enum Layout: Equatable { case pairs, remote }
    let table: String
    let layout: Layout
    let hasHits: Bool
    private let columns: Set<String>

    /// For people.
    var name: String {
        switch (layout, hasHits) {
        case (.pairs, _): "epsilon (source and destination)"
        case (.remote, true): "main (one address, hit counts)"
        case (.remote, false): "alpha/beta (one address, a row an event)"
        }
    }

    static func of(_ database: Database, table: String = "ip_events") throws -> EventSchema {
        guard try database.tableExists(table) else {
            throw HuntingError("there is no table \(table) in it: this is no net_sentinel.db, or it is empty still")
        }
        let columns = Set(try database.columns(in: table).map { $0.name.lowercased() })
        let layout: Layout
        if columns.isSuperset(of: ["src_ip", "dst_ip", "dst_port", "timestamp"]) {
            layout = .pairs
        } else if columns.isSuperset(of: ["ip", "port", "direction", "timestamp"]) {
            layout = .remote
        } else {
            let shown = columns.sorted().prefix(30).joined(separator: ", ")
            throw HuntingError(
                "\(table) has columns of no known net-sentinel (\(shown)): expected src_ip and dst_ip, or ip, port and direction"
            )
        }
        return EventSchema(table: table, layout: layout, hasHits: columns.contains("hit_count"), columns: columns)
    }

    /// Rows as the rules see them: `src dst dport hits time verdict direction`, times in seconds since the epoch. What is not told by
    /// the table is NULL, and no rule counts it.
    var events: String {
        let hits = hasHits ? "min(max(CAST(coalesce(hit_count, 1) AS INTEGER), 1), 1000000000000)" : "1"
        let verdict = columns.contains("verdict") ? "upper(coalesce(verdict, ''))" : "''"
        let direction = columns.contains("direction") ? "coalesce(direction, '')" : "''"
        let rest =
            "\(hits) AS hits, \(Self.time) AS time, \(verdict) AS verdict, \(direction) AS direction FROM \(table)"
        switch layout {
        case .pairs:
            return "SELECT \(Self.text("src_ip")) AS src, \(Self.text("dst_ip")) AS dst, dst_port AS dport, \(rest)"
        case .remote:
            let isSent = "upper(direction) = 'TX'"
            return "SELECT CASE WHEN \(isSent) THEN NULL ELSE \(Self.text("ip")) END AS src, "
                + "CASE WHEN \(isSent) THEN \(Self.text("ip")) END AS dst, CASE WHEN NOT \(isSent) THEN port END AS dport, \(rest)"
        }
    }

    /// What names an event for ever: not the time of the last hit, nor what is looked up later. Where each row is an event, its time
    /// does belong to it.
    var identity: [String] {
        let names =
            layout == .pairs
            ? ["src_ip", "dst_ip", "src_port", "dst_port", "proto", "verdict", "direction"]
            : ["ip", "port", "verdict", "direction"]
        return (names + (hasHits ? [] : ["timestamp"])).filter(columns.contains)
    }

    /// What is not text by its kind becomes text: a database of another program may hold anything anywhere.
    private static func text(_ column: String) -> String { "nullif(CAST(\(column) AS TEXT), '')" }

    /// ISO text with any zone SQLite knows, without one it is UTC; NULL where it cannot be read.
    private static let time = "CAST(strftime('%s', nullif(timestamp, 'now')) AS INTEGER)"
}
