import Crypto
import Foundation
internal import GRDB
import Vocabulary

/// `event_hash`: a name for every event, SHA-256 over what makes it this event, unique in its table.
///
/// Where two rows have the same identity (rows without ports escape net-sentinel's own constraint), the later one's row id is part of
/// its hash too. Rows that came since the last run are filled in; those that have a hash keep it.
struct EventHashes {
    /// What was done, in sentences.
    func fill(_ schema: EventSchema, _ database: Database) throws -> [String] {
        var notes: [String] = []
        let table = schema.table
        if try !database.columns(in: table).contains(where: { $0.name == "event_hash" }) {
            try database.execute(sql: "ALTER TABLE \(table) ADD COLUMN event_hash TEXT")
            notes.append("added the column event_hash to \(table)")
        }
        let index = "\(table)_event_hash"
        if try Int.fetchOne(database, sql: "SELECT 1 FROM sqlite_master WHERE name = ?", arguments: [index]) == nil {
            // Whatever stands there twice, or empty, is made anew.
            try database.execute(sql: "UPDATE \(table) SET event_hash = NULL WHERE event_hash = ''")
            try database.execute(
                sql: """
                    UPDATE \(table) SET event_hash = NULL WHERE event_hash IS NOT NULL AND rowid NOT IN (
                        SELECT min(rowid) FROM \(table) WHERE event_hash IS NOT NULL GROUP BY event_hash)
                    """)
            try database.execute(sql: "CREATE UNIQUE INDEX \(index) ON \(table) (event_hash)")
        }
        guard try Int.fetchOne(database, sql: "SELECT 1 FROM \(table) WHERE event_hash IS NULL LIMIT 1") != nil else {
            return notes
        }
        let hash = DatabaseFunction("netsentinel_event_hash", pure: true) { Self.hash($0) }
        database.add(function: hash)
        defer { database.remove(function: hash) }
        let identity = schema.identity.joined(separator: ", ")
        let total = database.totalChangesCount
        try database.execute(
            sql:
                "UPDATE OR IGNORE \(table) SET event_hash = netsentinel_event_hash(\(identity)) WHERE event_hash IS NULL"
        )
        try database.execute(
            sql: "UPDATE \(table) SET event_hash = netsentinel_event_hash(\(identity), rowid) WHERE event_hash IS NULL")
        notes.append("filled event_hash of \(database.totalChangesCount - total) rows of \(table)")
        return notes
    }

    /// Each value with its kind and length before it, so that no two lists look the same.
    static func hash(_ values: [DatabaseValue]) -> String {
        var hasher = SHA256()
        for value in values {
            let bytes: [UInt8]
            let kind: UInt8
            switch value.storage {
            case .null: (kind, bytes) = (0, [])
            case .int64(let number): (kind, bytes) = (1, Array(String(number).utf8))
            case .double(let number): (kind, bytes) = (2, Array(String(number).utf8))
            case .string(let text): (kind, bytes) = (3, Array(text.utf8))
            case .blob(let data): (kind, bytes) = (4, Array(data))
            }
            hasher.update(data: [kind] + Array("\(bytes.count):".utf8))
            hasher.update(data: bytes)
        }
        return hasher.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
