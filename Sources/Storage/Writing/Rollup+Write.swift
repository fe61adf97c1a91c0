internal import GRDB
import Vocabulary

extension Rollup {
    /// The busiest hosts and ports that one writing keeps of a minute, and of an hour.
    static func most(_ step: TrafficStep) -> (hosts: Int, ports: Int) { step == .minute ? (64, 32) : (512, 256) }
    /// The busiest hosts of a minute that count for its hour and for the hosts by name, strangers and ours apart: beyond them are
    /// those that a flood makes up.
    static let strangersAMinute = 1024
    static let oursAMinute = 4096
    static let strangersAtOnce = 1024

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
        var hours: [Int64: Minute] = [:]
        for (time, minute) in snapshot() {
            let leading = minute.leading
            try writing.add(leading, .minute, time)
            hours[time / 3600 * 3600, default: Minute()].add(leading)
        }
        var total = Minute()
        for (time, hour) in hours.sorted(by: { $0.key < $1.key }) {
            try writing.add(hour, .hour, time)
            total.add(hour)
        }
        try writing.add(hosts: total.hosts)
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

extension Rollup.Minute {
    /// Without the hosts that are neither busy nor few.
    var leading: Self {
        guard hosts.count > Rollup.strangersAMinute else { return self }
        var (ours, strangers): ([(IPAddress, Rollup.HostSum)], [(IPAddress, Rollup.HostSum)]) = ([], [])
        for (address, host) in hosts {
            if host.isHome { ours.append((address, host)) } else { strangers.append((address, host)) }
        }
        var leading = self
        leading.hosts = [:]
        leading.hosts.reserveCapacity(Rollup.strangersAMinute + ours.count)
        let kept =
            RollupWriting.busiest(strangers, Rollup.strangersAMinute) { $0.sum.bytes }
            + RollupWriting.busiest(ours, Rollup.oursAMinute) { $0.sum.bytes }
        for (address, host) in kept { leading.hosts[address] = host }
        return leading
    }

    mutating func add(_ other: Self) {
        if hosts.isEmpty && ports.isEmpty {
            self = other
            return
        }
        for (address, host) in other.hosts { hosts[address, default: Rollup.HostSum()].add(host) }
        for (number, sum) in other.services.enumerated() { services[number].add(sum) }
        for (port, sum) in other.ports { ports[port, default: Rollup.Sum()].add(sum) }
    }
}

/// One writing of the sums.
private struct RollupWriting {
    let database: Database
    let stored: Int64

    func add(_ span: Rollup.Minute, _ step: TrafficStep, _ time: Int64) throws {
        let most = Rollup.most(step)
        for (address, host) in Self.busiest(span.hosts.map { ($0.key, $0.value) }, most.hosts, { $0.sum.bytes }) {
            try add(.host, step, time, address.column, host.sum)
        }
        for (number, sum) in span.services.enumerated() where sum.flows > 0 {
            try add(.service, step, time, number.databaseValue, sum)
        }
        for (port, sum) in Self.busiest(span.ports.map { ($0.key, $0.value) }, most.ports, { $0.bytes }) {
            try add(.port, step, time, Int64(port).databaseValue, sum)
        }
    }

    private func add(
        _ kind: Rollup.Kind, _ step: TrafficStep, _ time: Int64, _ key: DatabaseValue, _ sum: Rollup.Sum
    ) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO top VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET stored = excluded.stored,
                bytes_out = bytes_out + excluded.bytes_out, bytes_in = bytes_in + excluded.bytes_in,
                packets = packets + excluded.packets, flows = flows + excluded.flows
                """)
        try statement.execute(arguments: [
            step.seconds, time, kind.rawValue, key, stored, sum.bytesOut.column, sum.bytesIn.column,
            sum.packets.column, sum.flows.column,
        ])
    }

    func add(hosts: [IPAddress: Rollup.HostSum]) throws {
        let ours = hosts.filter { $0.value.isHome }.map { ($0.key, $0.value) }
        let strangers = hosts.filter { !$0.value.isHome }.map { ($0.key, $0.value) }
        let others = Self.busiest(strangers, Rollup.strangersAtOnce) { $0.sum.bytes }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO host (address, home, first, last, bytes_out, bytes_in, flows, stored)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET home = max(home, excluded.home),
                first = min(first, excluded.first), last = max(last, excluded.last),
                bytes_out = bytes_out + excluded.bytes_out, bytes_in = bytes_in + excluded.bytes_in,
                flows = flows + excluded.flows, stored = excluded.stored
                """)
        for (address, host) in ours + others {
            try statement.execute(arguments: [
                address.column, host.isHome, host.first.nanoseconds, host.last.nanoseconds, host.sum.bytesOut.column,
                host.sum.bytesIn.column, host.sum.flows.column, stored,
            ])
        }
    }

    static func busiest<Key: Comparable, Value>(
        _ all: [(Key, Value)], _ most: Int, _ bytes: (Value) -> UInt64
    ) -> [(Key, Value)] {
        guard all.count > most else { return all }
        // Numbers alone are sorted first: the entries are big.
        let least = all.map { bytes($0.1) }.sorted(by: >)[most - 1]
        let busy = all.filter { bytes($0.1) >= least }
        return Array(busy.sorted { (bytes($0.1), $1.0) > (bytes($1.1), $0.0) }.prefix(most))
    }
}
