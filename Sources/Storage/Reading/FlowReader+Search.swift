internal import GRDB
import Vocabulary

extension FlowReader {
    /// A page of what matches, newest first.
    func search(_ query: FlowQuery, now: Timestamp) async throws -> Page<FlowRecord> {
        let condition = try FlowCondition(query, now: now, places)
        let limit = query.page.limit
        let begin = try query.page.cursor.map { try Self.cursor($0) } ?? Int64.max
        var below = begin
        if !condition.tags.isEmpty { return try await tagged(condition, below: below, limit: limit) }
        let started = ContinuousClock.now
        var found: [FlowRecord] = []
        for file in try await segments() where isWorthReading(file.name, condition, below) {
            let segment = file.name
            var exhausted = false
            // More than once only where unwanted tags thin out what was read.
            while !exhausted, found.count < limit {
                let wanted = limit - found.count
                let bound = below
                let read = try await read(segment) { database in
                    try Self.matches(database, file, condition, below: bound, limit: wanted)
                }
                guard let read else { break }
                exhausted = read.count < wanted
                if let last = read.last { below = Int64(clamping: last.id) }
                found += try await withTags(read).filter { !condition.isUnwanted($0) }
            }
            if found.count >= limit { return Page(items: found, nextCursor: String(below)) }
            if ContinuousClock.now - started > (found.isEmpty ? patience : haste) {
                let first = try await read(segment) { try Int64.fetchOne($0, sql: "SELECT min(id) FROM flow") }
                if let first = first ?? nil { below = min(below, segment.dayStart + first) }
                // A page that leads nowhere would be asked for again and again.
                if below < begin { return Page(items: found, nextCursor: String(below)) }
            }
        }
        return Page(items: found)
    }

    private static func cursor(_ text: String) throws -> Int64 {
        guard let below = Int64(text), below >= 0 else { throw ServiceError.badCursor }
        return below
    }

    private func isWorthReading(_ segment: SegmentName, _ condition: FlowCondition, _ below: Int64) -> Bool {
        if segment.dayStart >= below { return false }
        if let since = condition.since, segment.day < SegmentName.day(of: since) { return false }
        if let until = condition.until, segment.day > SegmentName.day(of: until) { return false }
        return true
    }

    /// Flows that findings name are few and known to the main database.
    private func tagged(_ condition: FlowCondition, below: Int64, limit: Int) async throws -> Page<FlowRecord> {
        var below = below
        var found: [FlowRecord] = []
        while found.count < limit {
            let bound = below
            let ids = try await main.read { database in
                let tags = condition.tags.map { words in
                    "EXISTS (SELECT 1 FROM alert_flow b WHERE b.flow = a.flow AND ("
                        + words.map { _ in "instr(b.detection, ?) > 0" }.joined(separator: " OR ") + "))"
                }
                let sql =
                    "SELECT DISTINCT flow FROM alert_flow a WHERE flow < ? AND \(tags.joined(separator: " AND "))"
                    + " ORDER BY flow DESC LIMIT 500"
                let arguments = [bound.databaseValue] + condition.tags.flatMap { $0 }.map(\.databaseValue)
                return try Int64.fetchAll(database, sql: sql, arguments: StatementArguments(arguments))
            }
            let flows = try await self.flows(ids, condition).filter { !condition.isUnwanted($0) }
            let room = limit - found.count
            found += flows.prefix(room)
            if flows.count > room, let last = found.last { return Page(items: found, nextCursor: String(last.id)) }
            guard ids.count == 500, let last = ids.last else { return Page(items: found) }
            below = last
        }
        return Page(items: found, nextCursor: String(below))
    }

    /// Flows by their ids, newest first; those that retention took are left out.
    func flows(_ ids: [Int64], _ condition: FlowCondition? = nil) async throws -> [FlowRecord] {
        var found: [FlowRecord] = []
        let wanted = ids.sorted(by: >)
        for segment in try await segments().map(\.name) {
            let here = wanted.filter { $0 / SegmentName.dayLength == segment.day }
            guard !here.isEmpty else { continue }
            let read = try await read(segment) { database in
                condition?.filter?.install(in: database)
                var flows: [FlowRecord] = []
                for chunk in stride(from: 0, to: here.count, by: 500) {
                    let part = here[chunk..<min(chunk + 500, here.count)]
                    let (sql, arguments) = condition?.sql(segment, below: .max) ?? ("1", [])
                    let places = part.map { _ in "?" }.joined(separator: ", ")
                    let ends = condition?.indicator.map { _ in " AND (+src = ? OR +dst = ?)" } ?? ""
                    let indicator = condition?.indicator.map { [$0.column, $0.column] } ?? []
                    flows += try FlowRow.fetch(
                        database, segment, where: sql + ends + " AND id IN (\(places)) ORDER BY id DESC",
                        arguments + indicator + part.map { ($0 - segment.dayStart).databaseValue })
                }
                return flows
            }
            found += read ?? []
        }
        return try await withTags(found.sorted { $0.id > $1.id })
    }

    /// Adds the detections that name each flow.
    private func withTags(_ flows: [FlowRecord]) async throws -> [FlowRecord] {
        guard !flows.isEmpty else { return [] }
        let rows = try await main.read { database in
            var rows: [UInt64: [DetectionID]] = [:]
            for chunk in stride(from: 0, to: flows.count, by: 500) {
                let part = flows[chunk..<min(chunk + 500, flows.count)]
                let places = part.map { _ in "?" }.joined(separator: ", ")
                let sql =
                    "SELECT DISTINCT flow, detection FROM alert_flow WHERE flow IN (\(places)) ORDER BY flow, detection"
                let arguments = StatementArguments(part.map { $0.id.column })
                for row in try Row.fetchAll(database, sql: sql, arguments: arguments) {
                    rows[UInt64(column: row[0]), default: []].append(DetectionID(rawValue: row[1]))
                }
            }
            return rows
        }
        guard !rows.isEmpty else { return flows }
        return flows.map { flow in
            var tagged = flow
            tagged.tags = rows[flow.id] ?? []
            return tagged
        }
    }
}

extension FlowCondition {
    /// All but the indicator and the tags, for one file.
    func sql(_ segment: SegmentName, below: Int64) -> (String, [DatabaseValue]) {
        var parts = parts
        var arguments = arguments
        if below != .max {
            parts.append("id < ?")
            arguments.append((below - segment.dayStart).databaseValue)
        }
        if let since {
            // An id is never before the end it was made from.
            parts.append("id >= ? AND id - lag >= ?")
            let bound = (max(0, since.nanoseconds) - segment.dayStart).databaseValue
            arguments += [bound, bound]
        }
        if let until {
            parts.append("id - lag < ?")
            arguments.append((max(0, until.nanoseconds) - segment.dayStart).databaseValue)
        }
        parts += placeParts
        return (parts.isEmpty ? "1" : parts.joined(separator: " AND "), arguments)
    }

    func isUnwanted(_ flow: FlowRecord) -> Bool {
        unwantedTags.contains { words in
            words.contains { word in flow.tags.contains { $0.rawValue.lowercased().contains(word) } }
        }
    }
}

extension Int64 {
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, over) = addingReportingOverflow(other)
        return over ? (other > 0 ? .max : .min) : sum
    }
}

extension ServiceError {
    static let badCursor = ServiceError.invalid(["cursor: is not one that this list gave"])
}
