internal import Foundation
internal import GRDB
package import Vocabulary

extension Store {
    package func addToken(
        name: String, role: Role, scopes: [Scope], hash: [UInt8], at: Timestamp
    ) async throws -> TokenRecord {
        try await writing { database in
            try database.execute(
                sql: "INSERT INTO token (name, role, scopes, hash, created) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    name.storable, role.rawValue, scopes.map(\.text).joined(separator: " "), Data(hash), at.nanoseconds,
                ])
            return TokenRecord(id: database.lastInsertedRowID, name: name, role: role, scopes: scopes, created: at)
        }
    }

    /// Notes that it was used, at most once a minute.
    package func token(hash: [UInt8], now: Timestamp) async throws -> TokenRecord? {
        let found = try await reading { database in
            try Row.fetchOne(database, sql: "SELECT * FROM token WHERE hash = ?", arguments: [Data(hash)]).flatMap(
                Self.token)
        }
        guard let found, options.access != .reading else { return found }
        if found.lastUsed.map({ now.seconds(since: $0) > 60 }) ?? true {
            // Who may come in must not depend on a full disk.
            try? await writing { database in
                try database.execute(
                    sql: "UPDATE token SET last_used = ? WHERE id = ?", arguments: [now.nanoseconds, found.id])
            }
        }
        return found
    }

    /// Nil for a role or a scope this program does not know: nobody is let in by mistake.
    private static func token(_ row: Row) -> TokenRecord? {
        let words = (row["scopes"] as String).split(separator: " ").map(String.init)
        let scopes = words.compactMap(Scope.init)
        guard let role = Role(rawValue: row["role"]), scopes.count == words.count else { return nil }
        return TokenRecord(
            id: row["id"], name: row["name"], role: role, scopes: scopes,
            created: Timestamp(nanoseconds: row["created"]),
            lastUsed: (row["last_used"] as Int64?).map { Timestamp(nanoseconds: $0) })
    }

    package func tokens() async throws -> [TokenRecord] {
        try await reading { try Row.fetchAll($0, sql: "SELECT * FROM token ORDER BY id").compactMap(Self.token) }
    }

    package func removeToken(_ id: Int64) async throws -> Bool {
        try await writing { database in
            try database.execute(sql: "DELETE FROM token WHERE id = ?", arguments: [id])
            return database.changesCount > 0
        }
    }

    package func addSession(hash: [UInt8], token: Int64, expires: Timestamp) async throws {
        try await writing { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO session VALUES (?, ?, ?)",
                arguments: [Data(hash), token, expires.nanoseconds])
        }
    }

    package func session(hash: [UInt8], now: Timestamp) async throws -> SessionRecord? {
        try await reading { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT token.*, session.expires FROM session JOIN token ON token.id = session.token
                    WHERE session.hash = ? AND session.expires > ?
                    """, arguments: [Data(hash), now.nanoseconds])
            guard let row, let token = Self.token(row) else { return nil }
            return SessionRecord(token: token, expires: Timestamp(nanoseconds: row["expires"]))
        }
    }

    package func removeSession(hash: [UInt8]) async throws {
        try await writing { try $0.execute(sql: "DELETE FROM session WHERE hash = ?", arguments: [Data(hash)]) }
    }

    package func setting(_ key: String) async throws -> String? {
        try await reading {
            try String.fetchOne($0, sql: "SELECT value FROM setting WHERE key = ?", arguments: [key.storable])
        }
    }

    package func setSetting(_ key: String, _ json: String) async throws {
        try await writing {
            try $0.execute(
                sql: "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                arguments: [key.storable, json.storable])
        }
    }
}
