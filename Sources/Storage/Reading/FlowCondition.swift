internal import GRDB
import Vocabulary

/// A search as a WHERE clause: every value is a bound parameter, no text of the searcher is ever part of the SQL.
struct FlowCondition {
    private(set) var parts: [String] = []
    private(set) var arguments: [DatabaseValue] = []
    private(set) var since: Timestamp?
    private(set) var until: Timestamp?
    /// Detections that must (or must not) name the flow; looked up in the main database.
    private(set) var tags: [[String]] = []
    private(set) var unwantedTags: [[String]] = []
    /// One address at either end, and nothing that is wider: found by the indexes of sealed files, one end after the other.
    private(set) var indicator: IPAddress?

    /// Countries and networks that are asked for, by number: judged by `filter`, after all else.
    private(set) var places: [SearchTerm.Criterion] = []
    private(set) var placeParts: [String] = []
    /// Nil where no place is asked for.
    private(set) var filter: PlaceFilter?

    /// Parts of names of which one must be in the flow's: sealed files know which names they have.
    private(set) var names: [[String]] = []

    /// - Throws: `ServiceError.invalid` where places are asked for and nobody knows any.
    init(_ query: FlowQuery, now: Timestamp, _ lookup: (any PlaceLookup)? = nil) throws {
        since = query.since
        until = query.until
        for term in query.search.terms { add(term, now: now) }
        filter = try PlaceFilter(places, lookup)
    }

    private mutating func add(_ term: SearchTerm, now: Timestamp) {
        switch term.criterion {
        case .since(let moment): bound(moment.timestamp(now: now), isSince: !term.isNegated)
        case .until(let moment): bound(moment.timestamp(now: now), isSince: term.isNegated)
        case .tag(let words):
            if term.isNegated { unwantedTags.append(words) } else { tags.append(words) }
        case .address(.either, let blocks) where !term.isNegated && indicator == nil && blocks.count == 1:
            guard blocks[0].prefix == 128 else { return add(clause(term.criterion), isNegated: false) }
            indicator = blocks[0].base
        case .country, .system:
            let number = places.count
            places.append(term.criterion)
            placeParts.append(
                "\(term.isNegated ? "NOT " : "")(lies_in(src, \(number)) OR lies_in(dst, \(number)))")
        case .name(let words) where !term.isNegated:
            names.append(words)
            add(clause(term.criterion), isNegated: false)
        default: add(clause(term.criterion), isNegated: term.isNegated)
        }
    }

    private mutating func bound(_ time: Timestamp, isSince: Bool) {
        if isSince { since = max(since ?? time, time) } else { until = min(until ?? time, time) }
    }

    private mutating func add(_ clause: (sql: String, arguments: [DatabaseValue]), isNegated: Bool) {
        parts.append(isNegated ? "NOT (\(clause.sql))" : "(\(clause.sql))")
        arguments += clause.arguments
    }

    private func clause(_ criterion: SearchTerm.Criterion) -> (sql: String, arguments: [DatabaseValue]) {
        switch criterion {
        case .address(let end, let blocks):
            let columns =
                switch end {
                case .source: ["src"]
                case .destination: ["dst"]
                case .either: ["src", "dst"]
                }
            return any(columns.flatMap { column in blocks.map { block($0, column) } })
        case .port(let end, let ranges):
            let columns =
                switch end {
                case .source: ["sport"]
                case .destination: ["dport"]
                case .either: ["sport", "dport"]
                }
            return any(columns.flatMap { column in ranges.map { range($0, column) } })
        case .bytes(let ranges): return any(ranges.map { range($0, "bytes_out + bytes_in") })
        case .packets(let ranges): return any(ranges.map { range($0, "packets_out + packets_in") })
        case .duration(let ranges): return any(ranges.map { range($0, "duration / 1000000000") })
        case .transport(let all): return any(all.map { equal("transport", $0.rawValue) })
        case .service(let all): return any(all.map { equal("service", $0.rawValue) })
        case .direction(let all): return any(all.map { equal("direction", $0.rawValue) })
        case .name(let words):
            return any(words.map { ("name IS NOT NULL AND instr(lower(name), ?) > 0", [$0.storable.databaseValue]) })
        case .origin(let all): return (all.contains(.flows) ? "1" : "0", [])
        case .tag, .since, .until, .country, .system: return ("1", [])
        }
    }

    private func any(_ clauses: [(String, [DatabaseValue])]) -> (sql: String, arguments: [DatabaseValue]) {
        clauses.isEmpty
            ? ("0", []) : (clauses.map { "(\($0.0))" }.joined(separator: " OR "), clauses.flatMap { $0.1 })
    }

    private func equal(_ column: String, _ value: UInt8) -> (String, [DatabaseValue]) {
        ("\(column) = ?", [Int(value).databaseValue])
    }

    private func range(_ range: ClosedRange<UInt64>, _ column: String) -> (String, [DatabaseValue]) {
        ("\(column) BETWEEN ? AND ?", [range.lowerBound.column.databaseValue, range.upperBound.column.databaseValue])
    }

    /// A plus before the column keeps SQLite from using its index: a wide block is found sooner by going back in time.
    private func block(_ block: AddressBlock, _ column: String) -> (String, [DatabaseValue]) {
        if block.prefix == 0 { return ("1", []) }
        if block.prefix < 96, block.contains(IPAddress(v4: 0)) {
            // An IPv6 block around the mapped range holds all IPv4 addresses too.
            return (
                "typeof(\(column)) = 'integer' OR +\(column) BETWEEN ? AND ?",
                [block.base.column, block.last.column]
            )
        }
        let isWide = block.prefix < 120
        return ("\(isWide ? "+" : "")\(column) BETWEEN ? AND ?", [block.base.column, block.last.column])
    }
}
