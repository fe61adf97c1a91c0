internal import GRDB
package import Vocabulary

extension Store {
    /// Gives the entry its id and its hash.
    package func audit(_ entry: AuditEntry) async throws -> AuditEntry {
        try await writing { database in
            let last = try Row.fetchOne(database, sql: "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")
            var entry = entry
            entry.who = String(entry.who.prefix(255)).storable
            entry.action = String(entry.action.prefix(255)).storable
            entry.target = String(entry.target.prefix(1000)).storable
            entry.detail = String(entry.detail.prefix(4000)).storable
            entry.id = (last?["id"] ?? 0) + 1
            entry.hash = AuditChain.hash(entry, after: last?["hash"] ?? AuditChain.first)
            try database.execute(
                sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    entry.id, entry.at.nanoseconds, entry.who, entry.role?.rawValue, entry.action, entry.target,
                    entry.detail, entry.hash,
                ])
            return entry
        }
    }

    private static func entry(_ row: Row) -> AuditEntry {
        AuditEntry(
            id: row["id"], at: Timestamp(nanoseconds: row["at"]), who: row["who"],
            role: (row["role"] as String?).flatMap(Role.init(rawValue:)), action: row["action"], target: row["target"],
            detail: row["detail"], hash: row["hash"])
    }

    package func auditLog(_ page: PageRequest) async throws -> Page<AuditEntry> {
        let below = try page.cursor.map { text in
            guard let id = Int64(text) else { throw ServiceError.badCursor }
            return id
        }
        return try await reading { database in
            let total = try Int.fetchOne(database, sql: "SELECT count(*) FROM audit")
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?",
                arguments: [below ?? .max, page.limit + 1])
            let items = rows.prefix(page.limit).map { Self.entry($0) }
            return Page(
                items: items, total: total,
                nextCursor: rows.count > page.limit ? items.last.map { String($0.id) } : nil)
        }
    }

    /// Entries cut off at the end show too: the table remembers the highest id it gave.
    package func auditIsIntact() async throws -> Bool {
        try await reading { database in
            var previous = AuditChain.first
            var next: Int64 = 1
            let rows = try Row.fetchCursor(database, sql: "SELECT * FROM audit ORDER BY id")
            while let row = try rows.next() {
                let entry = Self.entry(row)
                guard entry.id == next, entry.hash == AuditChain.hash(entry, after: previous) else { return false }
                previous = entry.hash
                next += 1
            }
            let given = try Int64.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'audit'") ?? 0
            return given == next - 1
        }
    }
}
