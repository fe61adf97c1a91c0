import Crypto
import Foundation
import GRDB
import Vocabulary

@testable import Hunting

/// A net_sentinel.db as one of the project's branches laid it down, made by SQL in a folder of its own.
final class EventBook {
    enum Branch: String, CaseIterable { case alpha, beta, main, delta, epsilon }
    let folder: URL
    let path: String
    let queue: DatabaseQueue
    let branch: Branch

    init(_ branch: Branch) throws {
        self.branch = branch
        folder = FileManager.default.temporaryDirectory.appending(path: "hunt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "net_sentinel.db").path
        queue = try DatabaseQueue(path: path)
        let places =
            "city TEXT, state TEXT, country TEXT, country_code TEXT, latitude REAL, longitude REAL, trace_path TEXT"
        try queue.write { database in
            switch branch {
            case .alpha, .beta:
                try database.execute(
                    sql: """
                        CREATE TABLE ip_events (id INTEGER PRIMARY KEY AUTOINCREMENT, ip TEXT, reverse_dns TEXT, direction TEXT,
                        port INTEGER, service TEXT, timestamp TEXT, \(places), verdict TEXT)
                        """)
            case .main, .delta:
                try database.execute(
                    sql: """
                        CREATE TABLE ip_events (id INTEGER PRIMARY KEY AUTOINCREMENT, ip TEXT, reverse_dns TEXT, direction TEXT,
                        port INTEGER, service TEXT, timestamp TEXT, \(places), verdict TEXT, hit_count INTEGER DEFAULT 1,
                        UNIQUE(ip, port, verdict, direction))
                        """)
            case .epsilon:
                try database.execute(
                    sql: """
                        CREATE TABLE ip_events (id INTEGER PRIMARY KEY AUTOINCREMENT, src_ip TEXT, src_rdns TEXT, src_port INTEGER,
                        src_service TEXT, dst_ip TEXT, dst_rdns TEXT, dst_port INTEGER, dst_service TEXT, proto TEXT, in_if TEXT,
                        out_if TEXT, verdict TEXT, direction TEXT, timestamp TEXT, hit_count INTEGER DEFAULT 1, \(places),
                        UNIQUE(src_ip, dst_ip, src_port, dst_port, proto, verdict, direction))
                        """)
                try database.execute(sql: "CREATE INDEX idx_timestamp ON ip_events (timestamp)")
            }
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var isPairs: Bool { branch == .epsilon }
    var hasHits: Bool { branch != .alpha && branch != .beta }

    /// Something dropped on its way in.
    func add(
        source: String, destination: String = "192.0.2.10", port: Int?, hits: Int = 1, at time: Timestamp,
        verdict: String = "DROP"
    ) throws {
        try queue.write { database in
            let text = String(time.description.prefix(19)) + "+00:00"
            if isPairs {
                try database.execute(
                    sql: """
                        INSERT INTO ip_events (src_ip, src_port, dst_ip, dst_port, proto, in_if, verdict, direction, timestamp,
                        hit_count) VALUES (?, 40000, ?, ?, 'TCP', 'eth0', ?, 'Inbound', ?, ?)
                        """, arguments: [source, destination, port, verdict, text, hits])
            } else if hasHits {
                try database.execute(
                    sql: """
                        INSERT INTO ip_events (ip, direction, port, verdict, timestamp, hit_count) VALUES (?, 'RX', ?, ?, ?, ?)
                        """, arguments: [source, port, verdict, text, hits])
            } else {
                for _ in 0..<hits {
                    try database.execute(
                        sql:
                            "INSERT INTO ip_events (ip, direction, port, verdict, timestamp) VALUES (?, 'RX', ?, ?, ?)",
                        arguments: [source, port, verdict, text])
                }
            }
        }
    }

    func run(
        _ settings: RetroSettings = RetroSettings(), since: Double = 3600, isDry: Bool = false,
        now: Timestamp = EventBook.now
    ) async throws -> RetroReport {
        let hunt = RetroHunt(settings, since: now.advanced(bySeconds: -since), until: now, isDry: isDry)
        return try await hunt.run(foreign: path, now: now)
    }

    func int(_ sql: String) throws -> Int { try queue.read { try Int.fetchOne($0, sql: sql) ?? -1 } }

    /// Every file of the folder with its hash.
    func hashes() throws -> [String: String] {
        var found: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let data = try Data(contentsOf: folder.appending(path: name))
            found[name] = SHA256.hash(data: data).description
        }
        return found
    }

    static let now = Timestamp("2026-11-21T12:00:00Z") ?? Timestamp(nanoseconds: 0)
    static func ago(_ seconds: Double) -> Timestamp { now.advanced(bySeconds: -seconds) }
}

extension RetroReport {
    /// `type source>destination`, of those that came in now.
    var told: [String] {
        items.filter { $0.outcome == .inserted || $0.outcome == .would }.map {
            "\($0.alert.type) \($0.alert.source ?? "")>\($0.alert.destination ?? "")"
        }
    }
}
