internal import GRDB
import Vocabulary

extension Rollup {
    static let hostsAMinute = 256
    static let portsAMinute = 128
    static let strangersAtOnce = 4096

    /// What `top.kind` stands for.
    enum Kind: Int {
        case host, service, port
        init(_ subject: TopQuery.Subject) {
            switch subject {
            case .host: self = .host
            case .service: self = .service
            case .port: self = .port
            }
        }
    }

    /// Adds everything to the main database, in the caller's transaction.
    mutating func write(_ database: Database, now: Timestamp) throws {
        let writing = RollupWriting(database: database, stored: now.second)
        var totals: [IPAddress: HostSum] = [:]
        for (time, minute) in snapshot() {
            try writing.add(minute, time)
            for (address, host) in minute.hosts {
                totals[address, default: HostSum()].add(host)
            }
        }
        try writing.add(hosts: totals)
        for (segment, last) in marks {
            try database.execute(
                sql: "UPDATE segment SET rolled = max(rolled, ?), written = ? WHERE day = ? AND part = ?",
                arguments: [last, now.second, segment.day, segment.part])
        }
    }
}

extension Rollup.HostSum {
    mutating func add(_ other: Self) {
        sum.add(other.sum)
        first = min(first, other.first)
        last = max(last, other.last)
        isHome = isHome || other.isHome
    }
}

/// One writing of the sums.
private struct RollupWriting {
    let database: Database
    let stored: Int64

    func add(_ minute: Rollup.Minute, _ time: Int64) throws {
        let hosts = Self.busiest(minute.hosts, Rollup.hostsAMinute) { $0.sum.bytes }
        for (address, host) in hosts { try add(.host, time, address.column, host.sum) }
        for (number, sum) in minute.services.enumerated() where sum.flows > 0 {
            try add(.service, time, number.databaseValue, sum)
        }
        for (port, sum) in Self.busiest(minute.ports, Rollup.portsAMinute, { $0.bytes }) {
            try add(.port, time, Int64(port).databaseValue, sum)
        }
    }

    private func add(_ kind: Rollup.Kind, _ time: Int64, _ key: DatabaseValue, _ sum: Rollup.Sum) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO top VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET stored = excluded.stored,
                bytes_out = bytes_out + excluded.bytes_out, bytes_in = bytes_in + excluded.bytes_in,
                packets = packets + excluded.packets, flows = flows + excluded.flows
                """)
        for step in [TrafficStep.minute, .hour] {
            try statement.execute(arguments: [
                step.seconds, time / step.seconds * step.seconds, kind.rawValue, key, stored, sum.bytesOut.column,
                sum.bytesIn.column, sum.packets.column, sum.flows.column,
            ])
        }
    }

    func add(hosts: [IPAddress: Rollup.HostSum]) throws {
        let ours = hosts.filter { $0.value.isHome }
        let others = Self.busiest(hosts.filter { !$0.value.isHome }, Rollup.strangersAtOnce) { $0.sum.bytes }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO host (address, home, first, last, bytes_out, bytes_in, flows, stored)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET home = max(home, excluded.home),
                first = min(first, excluded.first), last = max(last, excluded.last),
                bytes_out = bytes_out + excluded.bytes_out, bytes_in = bytes_in + excluded.bytes_in,
                flows = flows + excluded.flows, stored = excluded.stored
                """)
        for (address, host) in ours.map({ ($0.key, $0.value) }) + others {
            try statement.execute(arguments: [
                address.column, host.isHome, host.first.nanoseconds, host.last.nanoseconds, host.sum.bytesOut.column,
                host.sum.bytesIn.column, host.sum.flows.column, stored,
            ])
        }
    }

    private static func busiest<Key, Value>(
        _ table: [Key: Value], _ most: Int, _ bytes: (Value) -> UInt64
    ) -> [(Key, Value)] {
        let all = table.map { ($0.key, $0.value) }
        guard all.count > most else { return all }
        return Array(all.sorted { bytes($0.1) > bytes($1.1) }.prefix(most))
    }
}
