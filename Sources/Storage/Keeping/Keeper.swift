internal import Foundation
internal import GRDB
internal import Logging
internal import Synchronization
import Vocabulary

/// Keeps the folder in order: indexes for closed flow files, and nothing longer than the owner wants.
struct Keeper: Sendable {
    let main: DatabasePool
    let folder: StoreFolder
    let reader: FlowReader
    let state: StoreState
    let now: @Sendable () -> Timestamp
    private let log = Logger(label: "storage")

    init(
        main: DatabasePool, folder: StoreFolder, reader: FlowReader, state: StoreState,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.main = main
        self.folder = folder
        self.reader = reader
        self.state = state
        self.now = now
    }

    /// One at a time.
    func keepUp(_ retention: Retention) {
        state.keeping.withLock { _ in
            seal()
            prune(retention)
        }
        state.measure()
    }

    private func segments(_ condition: String) throws -> [SegmentName] {
        try main.read { database in
            try Row.fetchAll(database, sql: "SELECT day, part FROM segment WHERE \(condition) ORDER BY day, part").map {
                SegmentName(day: $0["day"], part: $0["part"])
            }
        }
    }

    /// Builds the indexes of files that are not written any more.
    private func seal() {
        do {
            for segment in try segments("state = \(SegmentState.closed.rawValue)") {
                let lag = try FlowSchema.seal(folder.flowFile(segment))
                try main.write { database in
                    try database.execute(
                        sql: "UPDATE segment SET state = ?, lag = ? WHERE day = ? AND part = ?",
                        arguments: [SegmentState.sealed.rawValue, lag, segment.day, segment.part])
                }
            }
        } catch {
            log.warning("a flow file could not be indexed, searches in it take longer: \(error)")
        }
    }

    /// Removes what is too old, then the oldest flows until all fits.
    private func prune(_ retention: Retention) {
        do {
            let limit = now().second - Int64(retention.days) * 86_400
            let old = try segments("state <> \(SegmentState.open.rawValue) AND written < \(limit)")
            for segment in old { try remove(segment) }
            try pruneMain(olderThan: limit)
            var size = folder.size
            for segment in try segments("state <> \(SegmentState.open.rawValue)") where size > retention.bytes {
                let bytes = StoreFolder.size(folder.flowFile(segment))
                try remove(segment)
                size -= min(size, bytes)
            }
            let ofMain = StoreFolder.size(folder.main)
            if size > retention.bytes, size - min(size, ofMain) > 0 { state.askForNewFiles() }
            if ofMain > retention.bytes / 2 { try halveMain() }
            try main.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA incremental_vacuum(10000)")
                try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        } catch {
            log.warning("old records could not be removed: \(error)")
        }
    }

    /// The file first: a row without a file is passed over by who reads, and its number is not given again meanwhile.
    private func remove(_ segment: SegmentName) throws {
        reader.forget(segment)
        guard StoreFolder.remove(folder.flowFile(segment)) else {
            throw StorageError("\(folder.flowFile(segment)) cannot be removed: is the folder still ours?")
        }
        // Whoever opened it in between would keep its space.
        reader.forget(segment)
        try main.write { database in
            try database.execute(
                sql: "DELETE FROM segment WHERE day = ? AND part = ?", arguments: [segment.day, segment.part])
            let range = segment.dayStart..<segment.dayStart + SegmentName.dayLength
            let left = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM segment WHERE day = ?", arguments: [segment.day])
            if left == 0 {
                try database.execute(
                    sql: "DELETE FROM alert_flow WHERE flow >= ? AND flow < ?",
                    arguments: [range.lowerBound, range.upperBound])
            }
        }
    }

    private func pruneMain(olderThan limit: Int64) throws {
        let now = now().second
        let micros = limit * 1_000_000
        try main.write { database in
            for (step, seconds) in [(TrafficStep.second, 7200), (.minute, 7 * 86_400)] {
                let oldest = max(limit, now - Int64(seconds))
                try database.execute(
                    sql: "DELETE FROM traffic WHERE step = ? AND stored < ?", arguments: [step.seconds, oldest])
                try database.execute(
                    sql: "DELETE FROM top WHERE step = ? AND stored < ?",
                    arguments: [step.seconds, max(limit, now - 2 * 86_400)])
            }
            for sql in [
                "DELETE FROM traffic WHERE stored < ?", "DELETE FROM top WHERE stored < ?",
                "DELETE FROM host WHERE stored < ?",
            ] { try database.execute(sql: sql, arguments: [limit]) }
            try database.execute(
                sql: "DELETE FROM alert_flow WHERE alert IN (SELECT stream FROM alert WHERE stream < ?)",
                arguments: [micros])
            try database.execute(sql: "DELETE FROM alert WHERE stream < ?", arguments: [micros])
            try database.execute(sql: "DELETE FROM incident WHERE updated < ?", arguments: [micros])
            try database.execute(sql: "DELETE FROM session WHERE expires < ?", arguments: [now * 1_000_000_000])
            for sql in ["DELETE FROM verdict WHERE expires < ?", "DELETE FROM host_evidence WHERE at < ?"] {
                try database.execute(sql: sql, arguments: [limit * 1_000_000_000])
            }
            try database.execute(
                sql: "DELETE FROM stats WHERE id <= (SELECT max(id) FROM stats) - ?", arguments: [Self.statsKept])
            try trimHosts(database)
            try trimTop(database)
        }
    }

    static let statsKept = 20_000
    static let hostsKept = 200_000

    /// Those of others that were not seen for longest go first.
    private func trimHosts(_ database: Database) throws {
        let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM host") ?? 0
        guard count > Self.hostsKept else { return }
        try database.execute(
            sql: "DELETE FROM host WHERE address IN (SELECT address FROM host ORDER BY home, last LIMIT ?)",
            arguments: [count - Self.hostsKept])
    }

    /// Each writing leaves its busiest: what many of them left of one minute or hour is brought down to as many as one leaves.
    private func trimTop(_ database: Database) throws {
        for step in [TrafficStep.minute, .hour] {
            let most = Rollup.most(step)
            for (kind, kept) in [(Rollup.Kind.host, most.hosts), (.port, most.ports)] {
                let crowded = try Int64.fetchAll(
                    database, sql: "SELECT time FROM top WHERE step = ? AND kind = ? GROUP BY time HAVING count(*) > ?",
                    arguments: [step.seconds, kind.rawValue, 2 * kept])
                for time in crowded {
                    try database.execute(
                        sql: """
                            DELETE FROM top WHERE step = ?1 AND kind = ?2 AND time = ?3 AND key NOT IN (
                                SELECT key FROM top WHERE step = ?1 AND kind = ?2 AND time = ?3
                                ORDER BY bytes_out + bytes_in DESC, key LIMIT ?4)
                            """, arguments: [step.seconds, kind.rawValue, time, kept])
                }
            }
        }
    }

    /// No flow file is left to remove: the older half of the alerts, and incidents that are over and as old.
    private func halveMain() throws {
        try main.write { database in
            guard
                let middle = try Int64.fetchOne(
                    database,
                    sql: "SELECT stream FROM alert ORDER BY stream LIMIT 1 OFFSET (SELECT count(*) / 2 FROM alert)")
            else { return }
            try database.execute(sql: "DELETE FROM alert_flow WHERE alert < ?", arguments: [middle])
            try database.execute(sql: "DELETE FROM alert WHERE stream < ?", arguments: [middle])
            try database.execute(sql: "DELETE FROM incident WHERE live = 0 AND updated < ?", arguments: [middle])
        }
    }
}
