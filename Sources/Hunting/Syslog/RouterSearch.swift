import Foundation
internal import GRDB
package import Vocabulary

/// Free search through the router events of a folder, newest first, in the words of the flow search.
///
/// Reads beside whoever ingests, and changes nothing. A router's line tells addresses, ports, protocol and direction; what it does not
/// tell (bytes, names, services, …) cannot be searched for in it, and that is said. Bounds: a search that finds little ends after
/// `patience` with what it has and a cursor to go on from.
package struct RouterSearch: Sendable {
    private let path: String
    private let places: (any PlaceLookup)?
    private let patience: Duration

    /// - Parameter places: for `country:` and `asn:`.
    package init(folder: String, places: (any PlaceLookup)? = nil, patience: Duration = .seconds(2)) {
        path = ScoutDatabase.path(inFolder: folder)
        self.places = places
        self.patience = patience
    }

    /// Whether any event was ever ingested there.
    package func hasEvents() async throws -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return false }
        return try await reading { try Int.fetchOne($0, sql: "SELECT 1 FROM ip_events LIMIT 1") != nil }
    }

    /// Words of a search that router events say nothing of; empty: it can be answered.
    package static func unanswerable(_ search: SearchExpression) -> [String] {
        search.terms.compactMap { term in
            switch term.criterion {
            case .service: "service:"
            case .bytes: "bytes:"
            case .packets: "packets:"
            case .duration: "duration:"
            case .tag: "tag:"
            case .name: "name:"
            default: nil
            }
        }
    }

    /// - Throws: `ServiceError.invalid` for what cannot be answered.
    package func events(_ query: FlowQuery, now: Timestamp) async throws -> Page<RouterEvent> {
        let missing = Self.unanswerable(query.search)
        guard missing.isEmpty else {
            throw ServiceError.invalid(["router events say nothing of \(missing.joined(separator: ", "))"])
        }
        for term in query.search.terms where term.isPlace && places == nil {
            throw ServiceError.invalid([
                "country: and asn: need a place file on this machine: put a .mmdb file into the folder geo of the data folder"
            ])
        }
        guard query.search.includes(.router), FileManager.default.fileExists(atPath: path) else {
            return Page(items: [])
        }
        let condition = try RouterCondition(query, now: now)
        let (places, patience) = (places, patience)
        return try await reading { database in
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT * FROM ip_events WHERE \(condition.sql) ORDER BY timestamp DESC, id DESC",
                arguments: condition.arguments)
            let begun = ContinuousClock.now
            var page = Page<RouterEvent>(items: [])
            var looked = 0
            while let row = try rows.next() {
                looked += 1
                let event = RouterEvent(row: row)
                if let event, query.search.terms.allSatisfy({ $0.holds(of: event, places) }) {
                    page.items.append(event)
                }
                let isFull = page.items.count >= query.page.limit
                if isFull || looked % 1024 == 0 && ContinuousClock.now - begun > patience {
                    page.nextCursor = "\(row["timestamp"] as String? ?? "")|\(row["id"] as Int64? ?? 0)"
                    break
                }
            }
            return page
        }
    }

    private func reading<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value
    {
        var configuration = DatabaseDoor.patient
        configuration.readonly = true
        do { return try await DatabaseQueue(path: path, configuration: configuration).read(body) } catch let error
            as DatabaseError
        {
            throw ServiceError.unavailable("the router's events cannot be read: \(error.message ?? "no reason given")")
        }
    }
}

/// What of a search SQLite can judge by itself: times, whole addresses and ports. Each event is judged by all of it afterwards.
private struct RouterCondition: Sendable {
    private var parts = ["1"]
    private var values: [DatabaseValue] = []

    var sql: String { parts.joined(separator: " AND ") }
    var arguments: StatementArguments { StatementArguments(values) }

    init(_ query: FlowQuery, now: Timestamp) throws {
        if let since = query.since { add("timestamp >= ?", since.description.databaseValue) }
        if let until = query.until { add("timestamp < ?", until.description.databaseValue) }
        for term in query.search.terms {
            switch term.criterion {
            case .since(let moment):
                add("timestamp \(term.isNegated ? "<" : ">=") ?", moment.timestamp(now: now).description.databaseValue)
            case .until(let moment):
                add("timestamp \(term.isNegated ? ">=" : "<") ?", moment.timestamp(now: now).description.databaseValue)
            case .address(let end, let blocks) where !term.isNegated && blocks.allSatisfy({ $0.prefix == 128 }):
                let names = blocks.map { $0.base.description.databaseValue }
                let places = names.map { _ in "?" }.joined(separator: ", ")
                switch end {
                case .source: add("src_ip IN (\(places))", names)
                case .destination: add("dst_ip IN (\(places))", names)
                case .either: add("(src_ip IN (\(places)) OR dst_ip IN (\(places)))", names + names)
                }
            default: continue
            }
        }
        guard let cursor = query.page.cursor else { return }
        let halves = cursor.split(separator: "|", omittingEmptySubsequences: false)
        guard halves.count == 2, Timestamp(String(halves[0])) != nil, let id = Int64(halves[1]) else {
            throw ServiceError.invalid(["cursor: is not one that this list gave"])
        }
        add("(timestamp, id) < (?, ?)", [String(halves[0]).databaseValue, id.databaseValue])
    }

    private mutating func add(_ part: String, _ value: DatabaseValue) { add(part, [value]) }

    private mutating func add(_ part: String, _ more: [DatabaseValue]) {
        parts.append(part)
        values += more
    }
}

extension RouterEvent {
    /// Nil for a row that nobody of ours wrote.
    fileprivate init?(row: Row) {
        guard let from: String = row["src_ip"], let to: String = row["dst_ip"], let when: String = row["timestamp"],
            let source = IPAddress(from), let destination = IPAddress(to), let time = Timestamp(when)
        else { return nil }
        self.init(
            id: row["id"], time: time, source: source, destination: destination,
            sourcePort: (row["src_port"] as Int64?).flatMap { UInt16(exactly: $0) },
            destinationPort: (row["dst_port"] as Int64?).flatMap { UInt16(exactly: $0) },
            transport: row["proto"] ?? "", inbound: row["in_if"] ?? "", outbound: row["out_if"] ?? "",
            verdict: row["verdict"], course: row["direction"] ?? "", host: row["host"] ?? "",
            hits: UInt64(clamping: row["hit_count"] as Int64? ?? 1))
    }
}

extension SearchTerm {
    fileprivate func holds(of event: RouterEvent, _ places: (any PlaceLookup)?) -> Bool {
        switch criterion {
        // Judged by SQL, turned round where they had to be.
        case .since, .until: true
        default: criterion.holds(of: event, places) != isNegated
        }
    }
}

extension SearchTerm.Criterion {
    fileprivate func holds(of event: RouterEvent, _ places: (any PlaceLookup)?) -> Bool {
        switch self {
        case .address(let end, let blocks):
            end.picked(event.source, event.destination).contains { address in
                blocks.contains { $0.contains(address) }
            }
        case .port(let end, let ranges):
            end.picked(event.sourcePort, event.destinationPort).contains { port in
                port.map { port in ranges.contains { $0.contains(UInt64(port)) } } ?? false
            }
        case .transport(let all): IPProtocol(named: event.transport).map(all.contains) ?? false
        case .direction(let all): all.contains(event.direction)
        case .country(let codes):
            [event.source, event.destination].contains { address in
                places?.place(of: address)?.country.map { codes.contains($0.uppercased()) } ?? false
            }
        case .system(let numbers):
            [event.source, event.destination].contains { address in
                places?.place(of: address)?.system.map(numbers.contains) ?? false
            }
        case .origin(let all): all.contains(.router)
        case .since, .until, .service, .bytes, .packets, .duration, .tag, .name: true
        }
    }
}

extension SearchTerm.End {
    fileprivate func picked<Value>(_ source: Value, _ destination: Value) -> [Value] {
        switch self {
        case .source: [source]
        case .destination: [destination]
        case .either: [source, destination]
        }
    }
}
