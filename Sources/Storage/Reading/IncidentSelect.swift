internal import GRDB
import Vocabulary

/// An incident query as a WHERE clause; every value is a bound parameter.
struct IncidentSelect {
    private(set) var condition = "1"
    private(set) var arguments: [DatabaseValue] = []
    /// Nil where no place is asked for.
    private(set) var filter: PlaceFilter?

    /// - Throws: `ServiceError.invalid` where places are asked for and nobody knows any.
    init(_ query: IncidentQuery, _ places: (any PlaceLookup)? = nil) throws {
        filter = try PlaceFilter(query.places.map(\.criterion), places)
        if !query.statuses.isEmpty { add("status", oneOf: query.statuses.map(\.rawValue.databaseValue)) }
        if !query.severities.isEmpty { add("severity", oneOf: query.severities.map { Int($0.rawValue).databaseValue }) }
        if let least = query.minimumSeverity { add("severity >= ?", Int(least.rawValue).databaseValue) }
        if let detection = query.detection {
            add("instr(detections, ?) > 0", " \(detection.rawValue.storable) ".databaseValue)
        }
        if let since = query.since { add("last >= ?", since.nanoseconds.databaseValue) }
        if let until = query.until { add("first < ?", until.nanoseconds.databaseValue) }
        if let forged = query.forged { add("forged = ?", forged.databaseValue) }
        if let text = query.text, !text.isEmpty { add(text: String(text.prefix(1000))) }
        for (number, term) in query.places.enumerated() {
            let parties = "EXISTS (SELECT 1 FROM incident_party WHERE incident = incident.id"
            add("\(term.isNegated ? "NOT " : "")\(parties) AND lies_in(address, \(number)))")
        }
    }

    private mutating func add(_ sql: String, _ values: DatabaseValue...) {
        condition += " AND (\(sql))"
        arguments += values
    }

    private mutating func add(_ column: String, oneOf values: [DatabaseValue]) {
        condition += " AND \(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))"
        arguments += values
    }

    private mutating func add(text: String) {
        let parties = "EXISTS (SELECT 1 FROM incident_party WHERE incident = incident.id AND"
        if let block = AddressBlock(text) {
            add("\(parties) address BETWEEN ? AND ?)", block.base.column, block.last.column)
        } else if let mac = MACAddress(text) {
            add("\(parties) party = ?)", mac.description.databaseValue)
        } else {
            let word = text.lowercased().storable.databaseValue
            add(
                """
                instr(lower(id), ?) > 0 OR instr(lower(title), ?) > 0 OR EXISTS (
                SELECT 1 FROM incident_note WHERE incident = incident.id AND instr(lower(text), ?) > 0)
                """, word, word, word)
        }
    }
}
