package import Vocabulary

extension MemoryStore {
    package func addToken(
        name: String, role: Role, scopes: [Scope], hash: [UInt8], at: Timestamp
    ) async throws -> TokenRecord {
        edit { content in
            let record = TokenRecord(
                id: Int64(content.tokens.count + 1), name: name, role: role, scopes: scopes, created: at)
            content.tokens.append((record, hash))
            return record
        }
    }

    package func token(hash: [UInt8], now: Timestamp) async throws -> TokenRecord? {
        try edit { content in
            if let failure = content.failure { throw failure }
            return content.tokens.first { $0.hash == hash }?.record
        }
    }

    package func tokens() async throws -> [TokenRecord] { edit { $0.tokens.map(\.record) } }

    package func removeToken(_ id: Int64) async throws -> Bool {
        edit { content in
            let before = content.tokens.count
            content.tokens.removeAll { $0.record.id == id }
            content.sessions = content.sessions.filter { $0.value.token != id }
            return content.tokens.count < before
        }
    }

    package func addSession(hash: [UInt8], token: Int64, expires: Timestamp) async throws {
        edit { $0.sessions[hash] = (token, expires) }
    }

    package func session(hash: [UInt8], now: Timestamp) async throws -> SessionRecord? {
        edit { content in
            guard let session = content.sessions[hash], session.expires > now,
                let token = content.tokens.first(where: { $0.record.id == session.token })?.record
            else { return nil }
            return SessionRecord(token: token, expires: session.expires)
        }
    }

    package func removeSession(hash: [UInt8]) async throws { edit { $0.sessions[hash] = nil } }

    package func audit(_ entry: AuditEntry) async throws -> AuditEntry {
        edit { content in
            var entry = entry
            entry.id = Int64(content.audit.count + 1)
            content.audit.append(entry)
            return entry
        }
    }

    package func auditLog(_ page: PageRequest) async throws -> Page<AuditEntry> {
        edit { content in
            Page(items: Array(content.audit.reversed().prefix(page.limit)), nextCursor: nil)
        }
    }

    package func auditIsIntact() async throws -> Bool { true }
}
