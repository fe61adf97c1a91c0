internal import GRDB
import Vocabulary

extension FlowReader {
    /// The newest `limit` of one file that match; of tags only what is not wanted is left to look at.
    static func matches(
        _ database: Database, _ file: Segment, _ condition: FlowCondition, below: Int64, limit: Int
    ) throws -> [FlowRecord] {
        condition.filter?.install(in: database)
        let segment = file.name
        var (sql, arguments) = condition.sql(segment, below: below)
        if let until = condition.until, let lag = file.lag {
            // Nothing that ended before can stand later: what came after is not read.
            sql += " AND id < ?"
            arguments.append(max(0, until.nanoseconds).addingClamped(lag - segment.dayStart).databaseValue)
        }
        if file.isSealed {
            for words in condition.names {
                guard let ids = try listed(words, database) else { continue }
                if ids == "" { return [] }
                sql += " AND id IN (SELECT id FROM name_flow WHERE name IN (\(ids)))"
            }
        }
        guard let indicator = condition.indicator else {
            sql += " ORDER BY id DESC LIMIT ?"
            return try FlowRow.fetch(database, segment, where: sql, arguments + [limit.databaseValue])
        }
        guard file.isSealed else {
            sql += " AND (+src = ? OR +dst = ?) ORDER BY id DESC LIMIT ?"
            return try FlowRow.fetch(
                database, segment, where: sql,
                arguments + [indicator.column, indicator.column, limit.databaseValue])
        }
        // Each index gives its rows in the order of ids: no sorting, however many there are.
        var found: [FlowRecord] = []
        for column in ["src", "dst"] {
            found += try FlowRow.fetch(
                database, segment, where: sql + " AND \(column) = ? ORDER BY id DESC LIMIT ?",
                arguments + [indicator.column, limit.databaseValue])
        }
        var seen: Set<UInt64> = []
        let distinct = found.filter { seen.insert($0.id).inserted }
        return Array(distinct.sorted { $0.id > $1.id }.prefix(limit))
    }

    private static let mostNames = 2000

    /// Numbers of the names with one of the words in them; nil when they are many or one is common, so that reading the newest flows
    /// finds some sooner. For sealed files.
    private static func listed(_ words: [String], _ database: Database) throws -> String? {
        let condition = words.map { _ in "instr(name, ?) > 0" }.joined(separator: " OR ")
        let rows = try Row.fetchAll(
            database, sql: "SELECT number, flows FROM name WHERE \(condition) LIMIT \(mostNames + 1)",
            arguments: StatementArguments(words.map(\.storable)))
        guard rows.count <= mostNames, rows.allSatisfy({ ($0["flows"] as Int) <= FlowSchema.rareName }) else {
            return nil
        }
        return rows.map { String($0["number"] as Int64) }.joined(separator: ",")
    }
}
