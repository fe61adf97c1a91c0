package import Vocabulary

/// Finds out who makes a call: by `Authorization: Bearer`, else by the session's cookie.
package struct Authenticator: Sendable {
    package static let cookie = "netsentinel_session"

    private let store: any SentinelStore
    private let now: @Sendable () -> Timestamp

    package init(store: any SentinelStore, now: @escaping @Sendable () -> Timestamp) {
        self.store = store
        self.now = now
    }

    /// Nil when nothing was shown, or something that is not valid (any more). A bad token is not excused by a good
    /// cookie.
    package func principal(authorization: String?, cookies: String?) async throws -> Principal? {
        if let authorization {
            let parts = authorization.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
            return try await principal(token: String(parts[1]).trimmed)
        }
        guard let text = cookies.flatMap(Self.sessionKey(in:)) else { return nil }
        let hash = Secret(text: text).hash
        guard let session = try await store.session(hash: hash, now: now()) else { return nil }
        return Principal(session.token, proof: .session(hash: hash, expires: session.expires))
    }

    package func principal(token: String) async throws -> Principal? {
        guard !token.isEmpty, token.utf8.count <= 256 else { return nil }
        let record = try await store.token(hash: Secret(text: token).hash, now: now())
        return record.map { Principal($0, proof: .token) }
    }

    /// The session's key among `a=1; b=2`.
    package static func sessionKey(in header: String) -> String? {
        for pair in header.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            if parts.count == 2, String(parts[0]).trimmed == cookie, parts[1].utf8.count <= 256 {
                return String(parts[1]).trimmed
            }
        }
        return nil
    }
}
