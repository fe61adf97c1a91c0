package import Vocabulary

/// Folds rows that say the same into one with a count, worst and most frequent first, and numbers them.
///
/// Bounds: `limit` rows come out; what is left out is counted.
package struct RowGroups: Sendable {
    package private(set) var rows: [AuditorRow]
    package private(set) var leftOut = 0

    package init(_ all: [AuditorRow], limit: Int) {
        struct Key: Hashable {
            let risk: Severity
            let kind, source, destination, text: String
            let port: UInt16
        }
        var order: [Key] = []
        var groups: [Key: AuditorRow] = [:]
        for row in all {
            let key = Key(
                risk: row.risk, kind: row.kind, source: row.source, destination: row.destination, text: row.text,
                port: row.port)
            guard var group = groups[key] else {
                order.append(key)
                groups[key] = row
                continue
            }
            group.hits &+= row.hits
            group.first = [group.first, row.first].compactMap(\.self).min()
            group.last = [group.last, row.last].compactMap(\.self).max()
            groups[key] = group
        }
        let ranked = order.compactMap { groups[$0] }.enumerated().sorted { one, other in
            if one.element.risk != other.element.risk { return one.element.risk > other.element.risk }
            if one.element.source != other.element.source, one.element.hits == other.element.hits {
                return one.element.source < other.element.source
            }
            return one.element.hits != other.element.hits
                ? one.element.hits > other.element.hits : one.offset < other.offset
        }.map(\.element)
        leftOut = max(0, ranked.count - limit)
        rows = ranked.prefix(limit).enumerated().map { place, row in
            var numbered = row
            numbered.id = "E\(place + 1)"
            return numbered
        }
    }
}
