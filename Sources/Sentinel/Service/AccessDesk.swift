import Bedrock
package import Vocabulary
import Web

/// Tokens from the command line: made, listed and revoked in the store of a folder, also while the service runs.
package struct AccessDesk: Sendable {
    private let store: any SentinelStore

    package init(store: any SentinelStore) { self.store = store }

    /// The secret, which is kept nowhere.
    package func makeToken(name: String, role: Role, scopes: [Scope]) async throws -> String {
        let made = try await MadeToken.make(name: name, role: role, scopes: scopes, in: store, at: WallClock.now)
        try await audit(
            "token.create", made.record.id, ([role.rawValue] + made.record.scopes.map(\.text)).joined(separator: ", "))
        return made.secret
    }

    package func tokens() async throws -> [TokenRecord] { try await store.tokens() }

    /// False when there is none of that id.
    package func revoke(_ id: Int64) async throws -> Bool {
        guard try await store.removeToken(id) else { return false }
        try await audit("token.revoke", id, "command line")
        return true
    }

    private func audit(_ action: String, _ token: Int64, _ detail: String) async throws {
        _ = try await store.audit(
            AuditEntry(
                at: WallClock.now, who: "command line", role: nil, action: action, target: "\(token)", detail: detail))
    }
}
