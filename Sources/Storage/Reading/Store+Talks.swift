internal import GRDB
package import Vocabulary

extension Store: HuntingStore {
    package func talks(
        _ query: TalkQuery, _ body: @escaping @Sendable ([TalkSum]) throws -> Void
    ) async throws -> TalkCoverage {
        var coverage = TalkCoverage()
        try await eachFile(query) { file in
            let part = try await self.flowReader.read(file) { try TalkRows.read($0, file, query, body) }
            if let part = part ?? nil { coverage.add(part) }
        }
        return coverage
    }

    package func lookups(_ query: TalkQuery, _ body: @escaping @Sendable ([NameSum]) throws -> Void) async throws {
        try await eachFile(query) { file in
            _ = try await self.flowReader.read(file) { try TalkRows.readNames($0, file, query, body) }
        }
    }

    /// Oldest first.
    private func eachFile(_ query: TalkQuery, _ body: (SegmentName) async throws -> Void) async throws {
        do {
            for segment in try await flowReader.segments().reversed() {
                let name = segment.name
                if let since = query.since, name.day < SegmentName.day(of: since) { continue }
                if let until = query.until, name.day > SegmentName.day(of: until) { continue }
                try Task.checkCancellation()
                try await body(name)
            }
        } catch let error as DatabaseError {
            throw ServiceError.unavailable("stored flows cannot be read: \(error.message ?? "no reason given")")
        }
    }
}

/// The sums of one flow file.
enum TalkRows {
    static let pieceSize = 1000

    /// Grouped and sorted by SQLite, which goes to the disk where a file does not fit into its cache.
    static func read(
        _ database: Database, _ segment: SegmentName, _ query: TalkQuery, _ body: ([TalkSum]) throws -> Void
    ) throws -> TalkCoverage? {
        let (condition, arguments) = condition(query, segment)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT src, dst, dport, transport, (id - lag) / 3600000000000 AS hour, max(service), max(direction),
                count(*), sum(packets_in = 0 OR state = \(TCPState.refused.rawValue)),
                sum(packets_in > 0 AND (state = \(TCPState.none.rawValue) OR history LIKE '%d%d%')), sum(bytes_out),
                sum(bytes_in), min(id - lag - duration), max(id - lag), max(name)
                FROM flow WHERE \(condition) GROUP BY src, dst, dport, transport, hour
                """, arguments: StatementArguments(arguments))
        var coverage = TalkCoverage()
        coverage.files = 1
        var piece: [TalkSum] = []
        piece.reserveCapacity(pieceSize)
        while let row = try rows.next() {
            let sum = sum(row, segment)
            coverage.flows &+= sum.flows
            coverage.first = min(coverage.first ?? sum.first, sum.first)
            coverage.last = max(coverage.last ?? sum.last, sum.last)
            piece.append(sum)
            if piece.count == pieceSize {
                try body(piece)
                piece.removeAll(keepingCapacity: true)
            }
        }
        if !piece.isEmpty { try body(piece) }
        return coverage
    }

    static func readNames(
        _ database: Database, _ segment: SegmentName, _ query: TalkQuery, _ body: ([NameSum]) throws -> Void
    ) throws {
        let (condition, arguments) = condition(query, segment)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT src, name, count(*), sum(bytes_out), sum(bytes_in), min(id - lag - duration), max(id - lag) FROM flow
                WHERE name IS NOT NULL AND service = \(Service.dns.rawValue) AND \(condition) GROUP BY src, name
                """, arguments: StatementArguments(arguments))
        var piece: [NameSum] = []
        while let row = try rows.next() {
            piece.append(
                NameSum(
                    source: IPAddress(column: row[0]) ?? .unspecified, name: row[1], flows: UInt64(column: row[2]),
                    bytesOut: UInt64(column: row[3]), bytesIn: UInt64(column: row[4]),
                    first: Timestamp(nanoseconds: segment.dayStart &+ (row[5] as Int64)),
                    last: Timestamp(nanoseconds: segment.dayStart &+ (row[6] as Int64))))
            if piece.count == pieceSize {
                try body(piece)
                piece.removeAll(keepingCapacity: true)
            }
        }
        if !piece.isEmpty { try body(piece) }
    }

    private static func condition(_ query: TalkQuery, _ segment: SegmentName) -> (
        sql: String, arguments: [DatabaseValue]
    ) {
        var parts = query.includesForged ? ["1"] : ["forged = 0"]
        var arguments: [DatabaseValue] = []
        if let since = query.since {
            parts.append("id >= ? AND id - lag >= ?")
            let bound = (max(0, since.nanoseconds) - segment.dayStart).databaseValue
            arguments += [bound, bound]
        }
        if let until = query.until {
            parts.append("id - lag < ?")
            arguments.append((max(0, until.nanoseconds) - segment.dayStart).databaseValue)
        }
        return (parts.joined(separator: " AND "), arguments)
    }

    private static func sum(_ row: Row, _ segment: SegmentName) -> TalkSum {
        TalkSum(
            source: IPAddress(column: row[0]) ?? .unspecified, destination: IPAddress(column: row[1]) ?? .unspecified,
            port: UInt16(clamping: row[2] as Int64), transport: IPProtocol(rawValue: UInt8(clamping: row[3] as Int64)),
            service: Service(rawValue: UInt8(clamping: row[5] as Int64)) ?? .unknown,
            direction: Direction(rawValue: UInt8(clamping: row[6] as Int64)) ?? .external,
            hour: segment.day * 24 + (row[4] as Int64), flows: UInt64(column: row[7]), failed: UInt64(column: row[8]),
            carried: UInt64(column: row[9]), bytesOut: UInt64(column: row[10]), bytesIn: UInt64(column: row[11]),
            first: Timestamp(nanoseconds: segment.dayStart &+ (row[12] as Int64)),
            last: Timestamp(nanoseconds: segment.dayStart &+ (row[13] as Int64)), name: row[14])
    }
}

extension TalkCoverage {
    fileprivate mutating func add(_ more: TalkCoverage) {
        files += more.files
        flows &+= more.flows
        if let time = more.first { first = min(first ?? time, time) }
        if let time = more.last { last = max(last ?? time, time) }
    }
}
