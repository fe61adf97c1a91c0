internal import GRDB
package import Vocabulary

extension Store {
    package func hosts(_ query: HostQuery) async throws -> Page<HostRecord> {
        let cursor = try query.page.cursor.map { try Keyset($0) }
        let after = try cursor.map { keyset in
            guard let address = IPAddress(keyset.id) else { throw ServiceError.badCursor }
            return (keyset.value, address)
        }
        let (condition, arguments) = Self.condition(query)
        let order = query.sort == .bytes ? "bytes_out + bytes_in" : "last"
        return try await reading { database in
            let total = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM host WHERE \(condition)", arguments: StatementArguments(arguments))
            let position = after.map { [$0.0.databaseValue, $0.1.column] } ?? []
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT *, \(order) AS place, \(Self.openIncidents) AS incidents, \(Self.hostEvidence)
                    FROM host WHERE \(condition)
                    \(after == nil ? "" : "AND (\(order), address) < (?, ?)")
                    ORDER BY place DESC, address DESC LIMIT ?
                    """,
                arguments: StatementArguments(
                    arguments + position + [(query.page.limit + 1).databaseValue]))
            let items = try rows.prefix(query.page.limit).map { try Self.host($0) }
            let next =
                rows.count > query.page.limit
                ? items.last.map { Keyset(rows[query.page.limit - 1]["place"], $0.address.description).text } : nil
            return Page(items: items, total: total, nextCursor: next)
        }
    }

    private static let openIncidents = """
        (SELECT count(DISTINCT incident.id) FROM incident_party JOIN incident ON incident.id = incident_party.incident
        WHERE incident_party.address = host.address AND status NOT IN ('resolved', 'false_positive'))
        """

    private static func condition(_ query: HostQuery) -> (String, [DatabaseValue]) {
        var parts = ["1"]
        var arguments: [DatabaseValue] = []
        if let home = query.home {
            parts.append("home = ?")
            arguments.append(home.databaseValue)
        }
        if let text = query.text.map({ String($0.prefix(1000)) }), !text.isEmpty {
            if let block = AddressBlock(text) {
                parts.append("address BETWEEN ? AND ?")
                arguments += [block.base.column, block.last.column]
            } else {
                let word = text.lowercased().storable.databaseValue
                parts.append(
                    "(instr(lower(names), ?) > 0 OR instr(lower(coalesce(vendor, '')), ?) > 0 OR instr(mac, ?) > 0)")
                arguments += [word, word, word]
            }
        }
        return (parts.joined(separator: " AND "), arguments)
    }

    static func host(_ row: Row) throws -> HostRecord {
        var host = HostRecord(
            address: IPAddress(column: row["address"]) ?? .unspecified,
            firstSeen: Timestamp(nanoseconds: row["first"]), lastSeen: Timestamp(nanoseconds: row["last"]))
        host.mac = (row["mac"] as String?).flatMap { MACAddress($0) }
        host.vendor = row["vendor"]
        host.names = try RecordJSON.value([String].self, row["names"])
        host.home = row["home"]
        host.bytesOut = UInt64(column: row["bytes_out"])
        host.bytesIn = UInt64(column: row["bytes_in"])
        host.flows = UInt64(column: row["flows"])
        host.incidentsOpen = row["incidents"]
        host.consensus = note(row)?.consensus
        return host
    }

    package func host(_ address: IPAddress) async throws -> HostDetail? {
        let known = try await reading { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT *, \(Self.openIncidents) AS incidents, \(Self.hostEvidence) FROM host WHERE address = ?
                    """,
                arguments: [address.column]
            ).map { (host: try Self.host($0), evidence: Self.note($0)) }
        }
        guard let known else { return nil }
        let (talk, considered) = try await flowReader.talk(of: address)
        return try await reading { database in
            let peers = try talk.peers.map { peer in
                var peer = peer
                peer.home =
                    try Bool.fetchOne(
                        database, sql: "SELECT home FROM host WHERE address = ?", arguments: [peer.address.column])
                    ?? false
                return peer
            }
            return HostDetail(
                host: known.host, peers: peers, services: talk.services,
                incidents: try Self.incidents(of: address, database),
                traffic: try Self.traffic(of: address, database), flowsConsidered: considered,
                evidence: known.evidence)
        }
    }

    private static func incidents(of address: IPAddress, _ database: Database) throws -> [IncidentSummary] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT summary, status, events, forged, updated, evidence,
                (SELECT count(*) FROM incident_note WHERE incident = incident.id) AS notes FROM incident
                WHERE id IN (SELECT incident FROM incident_party WHERE address = ?) ORDER BY last DESC LIMIT 50
                """, arguments: [address.column]
        ).map { try Self.summary($0) }
    }

    /// The newest week of hours; only hours in which the host was among the busiest are there.
    private static func traffic(of address: IPAddress, _ database: Database) throws -> [HostDetail.Traffic] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT time, bytes_in, bytes_out FROM top WHERE step = 3600 AND kind = 0
                AND time > (SELECT max(time) - 604800 FROM top WHERE step = 3600 AND kind = 0) AND key = ? ORDER BY time
                """, arguments: [address.column]
        ).map { row in
            HostDetail.Traffic(
                time: Timestamp(nanoseconds: (row["time"] as Int64) &* 1_000_000_000),
                bytesIn: UInt64(column: row["bytes_in"]), bytesOut: UInt64(column: row["bytes_out"]))
        }
    }
}
