internal import GRDB
import Vocabulary

extension FlowReader {
    /// Whom a host talks to and how.
    struct Talk: Sendable {
        var peers: [HostDetail.Peer] = []
        var services: [HostDetail.ServiceUse] = []
    }

    static let talkFlows = 3000
    /// In files without an index: how many of the newest flows are looked through.
    private static let newest = 100_000

    private struct Line: Sendable {
        let peer: IPAddress
        let isClient: Bool
        let service: Service
        let port: UInt16
        let flows: UInt64
        let bytes: UInt64
    }

    /// Sums up the newest flows of a host, at most `talkFlows` of them.
    func talk(of address: IPAddress) async throws -> (talk: Talk, considered: Int) {
        let started = ContinuousClock.now
        var lines: [Line] = []
        var considered = 0
        for file in try await segments() {
            guard considered < Self.talkFlows, ContinuousClock.now - started < patience else { break }
            let room = Self.talkFlows - considered
            let read = try await read(file.name) { database in
                try Self.lines(database, address, file.isSealed, room)
            }
            lines += read ?? []
            considered += (read ?? []).reduce(0) { $0 + Int($1.flows) }
        }
        return (Self.sum(lines), considered)
    }

    private static func lines(
        _ database: Database, _ address: IPAddress, _ isSealed: Bool, _ limit: Int
    ) throws -> [Line] {
        let ends = isSealed ? ["src", "dst"] : [""]
        return try ends.flatMap { end in
            let condition =
                isSealed
                ? "\(end) = ?1"
                : "id > coalesce((SELECT id FROM flow ORDER BY id DESC LIMIT 1 OFFSET \(newest)), -1) AND (src = ?1 OR dst = ?1)"
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT CASE WHEN src = ?1 THEN dst ELSE src END AS peer, src = ?1 AS client, service, dport,
                    count(*) AS flows, sum(bytes_out + bytes_in) AS bytes FROM (
                        SELECT src, dst, service, dport, bytes_out, bytes_in FROM flow WHERE \(condition)
                        ORDER BY id DESC LIMIT ?2
                    ) GROUP BY peer, client, service, dport ORDER BY bytes DESC LIMIT 2000
                    """, arguments: [address.column, isSealed ? limit / 2 + 1 : limit]
            ).map { row in
                Line(
                    peer: IPAddress(column: row["peer"]) ?? .unspecified, isClient: row["client"],
                    service: Service(rawValue: UInt8(clamping: row["service"] as Int)) ?? .unknown,
                    port: UInt16(clamping: row["dport"] as Int), flows: UInt64(column: row["flows"]),
                    bytes: UInt64(column: row["bytes"]))
            }
        }
    }

    private static func sum(_ lines: [Line]) -> Talk {
        var peers: [IPAddress: HostDetail.Peer] = [:]
        var uses: [String: HostDetail.ServiceUse] = [:]
        for line in lines {
            var peer =
                peers[line.peer]
                ?? HostDetail.Peer(address: line.peer, bytes: 0, flows: 0, services: [], home: false)
            peer.bytes &+= line.bytes
            peer.flows &+= line.flows
            if !peer.services.contains(line.service.name) { peer.services.append(line.service.name) }
            peers[line.peer] = peer
            let side = line.isClient ? HostDetail.ServiceUse.Side.client : .server
            let name = "\(line.service.name) \(line.port) \(side)"
            var use =
                uses[name]
                ?? HostDetail.ServiceUse(
                    service: line.service.name, port: line.port, flows: 0, bytes: 0, side: side)
            use.flows &+= line.flows
            use.bytes &+= line.bytes
            uses[name] = use
        }
        return Talk(
            peers: Array(
                peers.values.sorted { ($0.bytes, $1.address) > ($1.bytes, $0.address) }.prefix(100)
            ).map { peer in
                var peer = peer
                peer.services.sort()
                return peer
            },
            services: Array(
                uses.values.sorted { ($0.bytes, $1.port, $1.service) > ($1.bytes, $0.port, $0.service) }.prefix(50)))
    }
}
