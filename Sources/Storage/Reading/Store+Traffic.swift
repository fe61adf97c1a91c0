internal import GRDB
package import Vocabulary

extension Store {
    package func traffic(_ query: TrafficQuery) async throws -> [TrafficPoint] {
        try await reading { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM traffic WHERE step = ? AND time >= ? AND time < ? ORDER BY time DESC LIMIT 5000
                    """,
                arguments: [
                    query.step.seconds, (query.since?.second).map { $0 - ($0 % query.step.seconds) } ?? .min,
                    query.until?.second ?? .max,
                ])
            return rows.reversed().map { Self.point($0) }
        }
    }

    private static func point(_ row: Row) -> TrafficPoint {
        func number(_ column: String) -> UInt64 { UInt64(column: row[column]) }
        var point = TrafficPoint(time: Timestamp(nanoseconds: (row["time"] as Int64) &* 1_000_000_000))
        point.packets = number("packets")
        point.bytes = number("bytes")
        point.byProtocol = .init(
            tcp: number("tcp"), udp: number("udp"), icmp: number("icmp"), other: number("other"))
        point.byDirection = .init(
            inbound: number("inbound"), outbound: number("outbound"), internal: number("internal"),
            external: number("external"))
        point.newFlows = number("new_flows")
        point.activeFlows = number("active_flows")
        point.anomalousPackets = number("anomalous")
        return point
    }

    package func top(_ query: TopQuery) async throws -> [TopEntry] {
        let span = (query.until?.seconds ?? .infinity) - (query.since?.seconds ?? -.infinity)
        let step = span <= 6 * 3600 ? TrafficStep.minute : .hour
        let kind = Rollup.Kind(query.by)
        let since = query.since.map { $0.second - $0.second % step.seconds } ?? .min
        return try await reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT key, sum(bytes_out + bytes_in) AS bytes, sum(packets) AS packets, sum(flows) AS flows FROM top
                    WHERE step = ? AND kind = ? AND time >= ? AND time < ? GROUP BY key ORDER BY bytes DESC, key LIMIT ?
                    """,
                arguments: [
                    step.seconds, kind.rawValue, since, query.until?.second ?? .max, min(max(query.limit, 1), 500),
                ]
            ).map { row in
                let key: DatabaseValue = row["key"]
                let home =
                    kind == .host
                    ? try Bool.fetchOne(database, sql: "SELECT home FROM host WHERE address = ?", arguments: [key])
                    : nil
                return TopEntry(
                    key: Self.name(key, kind), bytes: UInt64(column: row["bytes"]),
                    packets: UInt64(column: row["packets"]), flows: UInt64(column: row["flows"]), home: home ?? false)
            }
        }
    }

    private static func name(_ key: DatabaseValue, _ kind: Rollup.Kind) -> String {
        let number = Int64.fromDatabaseValue(key) ?? 0
        switch kind {
        case .host: return IPAddress(column: key)?.description ?? "?"
        case .service: return (Service(rawValue: UInt8(clamping: number)) ?? .unknown).name
        case .port:
            return "\(IPProtocol(rawValue: UInt8(truncatingIfNeeded: number >> 16)))/\(number & 0xFFFF)"
        }
    }

    package func statsHistory(limit: Int) async throws -> [StatsSample] {
        try await reading { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM stats ORDER BY id DESC LIMIT ?", arguments: [min(max(limit, 1), 1000)]
            ).map { row in
                StatsSample(
                    timestamp: Timestamp(nanoseconds: row["time"]), packetsSeen: UInt64(column: row["packets_seen"]),
                    packetsDropped: UInt64(column: row["packets_dropped"]),
                    flowsActive: UInt64(column: row["flows_active"]),
                    alertsFired: UInt64(column: row["alerts_fired"]),
                    windowsAnalyzed: UInt64(column: row["windows_analyzed"]))
            }
        }
    }

    package func packetHistory() async throws -> [PacketHistoryPoint] {
        try await reading { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT time / 10 * 10 AS ten, sum(packets) AS packets, sum(anomalous) AS anomalous FROM traffic
                    WHERE step = 1 AND time > (SELECT max(time) - 3600 FROM traffic WHERE step = 1)
                    GROUP BY ten ORDER BY ten
                    """
            ).map { row in
                PacketHistoryPoint(
                    timestamp: Timestamp(nanoseconds: (row["ten"] as Int64) &* 1_000_000_000),
                    totalPackets: UInt64(column: row["packets"]), anomalousPackets: UInt64(column: row["anomalous"]))
            }
        }
    }
}
