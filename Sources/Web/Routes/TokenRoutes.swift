import HTTPTypes
package import Vocabulary

extension Routes {
    /// Who may come in.
    var tokenRoutes: [Route] {
        [
            Route(
                .get, "/api/tokens", .role(.admin), tag: "tokens", "Every token, without its secret",
                success: .json(Schema.items("Token"))
            ) { [store] _ in try .json(Items(items: try await store.tokens())) },
            Route(
                .post, "/api/tokens", .role(.admin), tag: "tokens", "Makes a token; its secret is told only here",
                body: .json(Schema.named("NewToken")), success: .json(Schema.named("MadeToken"), 201, "Made."),
                problems: [409], action: "token.create"
            ) { [store, settings] call in
                var fields = Fields(try await call.json(), known: ["name", "role", "scopes"])
                let name = fields.text("name", maximum: 100, required: true)
                let role = fields.choice("role", Role.allCases.map(\.rawValue), required: true).flatMap(Role.init)
                let words = fields.texts("scopes", count: Scope.areas.count * 2, maximum: 40) ?? []
                let scopes = words.compactMap(Scope.init)
                if scopes.count < words.count {
                    fields.complain(
                        "scopes", "each is one of \(Scope.areas.joined(separator: ", ")), or that and :read")
                }
                try fields.finish()
                guard let name, let role else { throw Problem(.badRequest, "The body is not whole.") }
                guard call.principal?.scopes.cover(scopes) == true else {
                    throw Problem(.forbidden, "A token cannot make one that may do more than itself.")
                }
                let made = try await MadeToken.make(
                    name: name, role: role, scopes: scopes, in: store, at: settings.now())
                let detail = "\(name), \(role)" + made.record.scopes.map { ", \($0.text)" }.joined()
                return try Answer.json(made, .created).audited(target: "\(made.record.id)", detail: detail)
            },
            Route(
                .delete, "/api/tokens/{id}", .role(.admin), tag: "tokens", "Revokes a token and its sessions",
                parameters: [.path("id", .integer(0...Int.max), "Its id.")], success: .nothing, problems: [409],
                action: "token.revoke"
            ) { [store] call in
                guard try await store.removeToken(Int64(call.parameter("id")) ?? 0) else {
                    throw Problem.missing("such token")
                }
                return .nothing
            },
        ]
    }

    /// What was done, and by whom.
    var auditRoutes: [Route] {
        [
            Route(
                .get, "/api/audit", .role(.admin), tag: "audit",
                "The audit log, newest first, and whether it is intact",
                parameters: [Self.limit, Self.cursor], success: .json(Schema.named("AuditPage"))
            ) { [store] call in
                let page = try await store.auditLog(Self.page(call.query))
                return try .json(
                    AuditDocument(
                        items: page.items, nextCursor: page.nextCursor, intact: try await store.auditIsIntact()))
            }
        ]
    }
}

/// A token just made, with the secret that nobody is told again.
package struct MadeToken: Encodable, Sendable {
    package let record: TokenRecord
    package let secret: String

    /// Makes one and stores its hash: for the API, the command line, and the first start.
    package static func make(
        name: String, role: Role, scopes: [Scope] = [], in store: any SentinelStore, at now: Timestamp
    ) async throws -> MadeToken {
        let secret = Secret.token()
        return MadeToken(
            record: try await store.addToken(
                name: name, role: role, scopes: Array(Set(scopes)).sorted(), hash: secret.hash, at: now),
            secret: secret.text)
    }

    /// The first start's token for the owner; nil when there are tokens already. Whoever calls this prints it, once.
    package static func first(in store: any SentinelStore, at now: Timestamp) async throws -> MadeToken? {
        guard try await store.tokens().isEmpty else { return nil }
        let made = try await make(name: "first admin", role: .admin, in: store, at: now)
        _ = try await store.audit(
            AuditEntry(
                at: now, who: "netsentinel", role: nil, action: "token.create", target: "\(made.record.id)",
                detail: "first start"))
        return made
    }

    enum Key: String, CodingKey { case id, name, role, scopes, created, token }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(record.id, forKey: .id)
        try box.encode(record.name, forKey: .name)
        try box.encode(record.role, forKey: .role)
        try box.encode(record.scopes, forKey: .scopes)
        try box.encode(record.created, forKey: .created)
        try box.encode(secret, forKey: .token)
    }
}

private struct AuditDocument: Encodable {
    let items: [AuditEntry]
    let nextCursor: String?
    let intact: Bool

    enum Key: String, CodingKey {
        case items, intact
        case nextCursor = "next_cursor"
    }

    func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(items, forKey: .items)
        try box.encode(nextCursor, forKey: .nextCursor)
        try box.encode(intact, forKey: .intact)
    }
}
