import Foundation
internal import GRDB
import Synchronization
package import Vocabulary

extension RetroHunt {
    /// Hunts in a `net_sentinel.db` of any of its schemas. Unless it is a dry run, `scout_alerts` and `event_hash` are made there.
    package func run(foreign path: String, now: Timestamp) async throws -> RetroReport {
        do {
            if isDry {
                let untouched = try UntouchedDatabase(path)
                return try await untouched.queue.inDatabaseAsync { try self.judge(foreign: $0, path, [], now) }
            }
            let queue = try DatabaseDoor.writing(path)
            return try await queue.write { database in
                var notes = try ScoutTable().migrate(database, now: now)
                for table in ["ip_events", "ip_events_30"] where try database.tableExists(table) {
                    notes += try EventHashes().fill(try EventSchema.of(database, table: table), database)
                }
                return try self.judge(foreign: database, path, notes, now)
            }
        } catch let error as DatabaseError {
            throw HuntingError("\(path) cannot be used: \(error.message ?? "no reason given")")
        }
    }

    private func judge(
        foreign database: Database, _ path: String, _ notes: [String], _ now: Timestamp
    ) throws -> RetroReport {
        let schema = try EventSchema.of(database)
        try database.execute(sql: "CREATE TEMP VIEW event AS \(schema.events)")
        defer { try? database.execute(sql: "DROP VIEW temp.event") }
        var report = try run(database, place: path, schema: schema.name, now: now)
        report.notes = notes + report.notes
        if schema.layout == .remote {
            report.notes.append(
                "this schema names one address an event: what left the house has no known source, so only what came in is judged"
            )
        }
        if schema.hasHits {
            report.notes.append(
                "a row stands for all repeats and has the time of the last one: some may be older than the window")
        }
        return report
    }

    /// Hunts in our own folder: stored flows, and the router's log where it was ingested.
    package func run(folder: String, flows: (any HuntingStore)?, now: Timestamp) async throws -> RetroReport {
        let path = ScoutDatabase.path(inFolder: folder)
        do {
            guard isDry else {
                let queue = try ScoutDatabase(folder: folder, now: now).queue
                let notes = try await gather(flows, into: queue)
                return try await queue.write { try self.judge(own: $0, folder, notes, now) }
            }
            guard FileManager.default.fileExists(atPath: path) else {
                let queue = try DatabaseQueue()
                try HuntingSchema.migrator.migrate(queue)
                let notes = try await gather(flows, into: queue)
                return try await queue.write { try self.judge(own: $0, folder, notes, now) }
            }
            let untouched = try UntouchedDatabase(path)
            let notes = try await gather(flows, into: untouched.queue)
            return try await untouched.queue.inDatabaseAsync { try self.judge(own: $0, folder, notes, now) }
        } catch let error as DatabaseError {
            throw HuntingError("\(path) cannot be used: \(error.message ?? "no reason given")")
        }
    }

    private func judge(
        own database: Database, _ folder: String, _ notes: [String], _ now: Timestamp
    ) throws -> RetroReport {
        let router = try EventSchema.of(database).events
        try database.execute(
            sql: """
                CREATE TEMP VIEW event AS SELECT src, dst, dport, hits, time, verdict, direction FROM (\(router))
                UNION ALL SELECT src, dst, dport, hits, time, verdict, direction FROM temp.flow_event
                """)
        defer {
            try? database.execute(sql: "DROP VIEW temp.event")
            try? database.execute(sql: "DROP TABLE temp.flow_event")
        }
        var report = try run(database, place: folder, schema: "stored flows and router events", now: now)
        report.notes = notes + report.notes
        return report
    }

    /// Stored flows as events in a table of this connection alone; SQLite keeps it on the disk when it is large.
    private func gather(_ flows: (any HuntingStore)?, into queue: DatabaseQueue) async throws -> [String] {
        try await queue.inDatabaseAsync { database in
            try database.execute(sql: "DROP TABLE IF EXISTS temp.flow_event")
            try database.execute(
                sql: """
                    CREATE TEMP TABLE flow_event (src TEXT, dst TEXT, dport INTEGER, hits INTEGER, time INTEGER, verdict TEXT,
                    direction TEXT)
                    """)
        }
        guard let flows else { return [] }
        var query = TalkQuery()
        query.since = since
        query.until = until
        let ordinary = Mutex<UInt64>(0)
        _ = try await flows.talks(query) { talks in
            try queue.inDatabase { database in
                try database.execute(sql: "SAVEPOINT piece")
                let insertion = try database.cachedStatement(
                    sql: "INSERT INTO flow_event VALUES (?, ?, ?, ?, ?, '', ?)")
                for talk in talks {
                    let usual = talk.isOrdinary ? talk.flows &- min(talk.flows, talk.failed) : 0
                    if usual > 0 { ordinary.withLock { $0 &+= usual } }
                    guard talk.flows > usual else { continue }
                    try insertion.execute(arguments: [
                        talk.source.description, talk.destination.description, Int64(talk.port),
                        Int64(clamping: talk.flows - usual), talk.last.second, talk.direction.name,
                    ])
                }
                try database.execute(sql: "RELEASE piece")
            }
        }
        let left = ordinary.withLock { $0 }
        return left == 0
            ? []
            : ["\(left) answered connections of everyday services (names, time, the web from inside) are not counted"]
    }
}

extension TalkSum {
    /// What every host does all day; a scan of such ports shows by what was not answered.
    fileprivate var isOrdinary: Bool {
        switch service {
        case .dns, .mdns, .llmnr, .nbns, .dhcp, .ntp, .ssdp: true
        case .tls, .http, .quic: direction == .outbound || direction == .internal
        default: false
        }
    }
}

extension DatabaseQueue {
    /// Without a transaction and without forbidding writes: temporary tables are made on connections that only read, too.
    func inDatabaseAsync<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value
    {
        try await writeWithoutTransaction(body)
    }
}
