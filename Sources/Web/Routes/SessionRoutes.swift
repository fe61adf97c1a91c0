import HTTPTypes
import Vocabulary

extension Routes {
    /// Signing in and out: a token is exchanged for a cookie that scripts cannot read.
    var sessionRoutes: [Route] {
        [
            Route(
                .post, "/api/session", .open, tag: "session", "Signs in with a token; sets the session's cookie",
                body: .json(Schema.named("SignIn")), success: .json(Schema.named("Session")), problems: [401, 429],
                action: "session.create", handler: signIn),
            Route(
                .get, "/api/session", .role(.viewer), tag: "session", "Who is signed in",
                success: .json(Schema.named("Session"))
            ) { call in
                guard let principal = call.principal else { throw Problem.signIn }
                return try .json(SessionDocument(principal))
            },
            Route(
                .delete, "/api/session", .role(.viewer), tag: "session", "Signs out", success: .nothing,
                action: "session.delete"
            ) { [store, settings] call in
                if case .session(let hash, _)? = call.principal?.proof { try await store.removeSession(hash: hash) }
                var answer = Answer.nothing
                answer.headers[.setCookie] = Self.cookie("", seconds: 0, isSecure: settings.hasTLS)
                return answer
            },
        ]
    }

    private func signIn(_ call: Call) async throws -> Answer {
        var fields = Fields(try await call.json(), known: ["token"])
        let token = fields.text("token", maximum: 256, required: true)
        try fields.finish()
        let authenticator = Authenticator(store: store, now: settings.now)
        guard let token, var principal = try await authenticator.principal(token: token) else {
            // Judged after the token: whoever shares an address with a guesser, as everyone on this machine does, gets in all the same.
            if let wait = limiter.wait(for: call.address, at: .now) {
                let seconds = max(1, wait.components.seconds + 1)
                throw Problem(
                    .tooManyRequests, "Too many failed attempts; wait \(seconds) seconds.",
                    headers: [.retryAfter: "\(seconds)"])
            }
            limiter.recordFailure(of: call.address, at: .now)
            _ = try await store.audit(
                AuditEntry(
                    at: settings.now(), who: "nobody", role: nil, action: "session.create", target: call.address,
                    detail: "refused: unknown token"))
            throw Problem(.unauthorized, "There is no such token.", headers: [.wwwAuthenticate: "Bearer"])
        }
        limiter.recordSuccess(of: call.address)
        let secret = Secret.session()
        let seconds = settings.sessionLifetime.components.seconds
        let expires = settings.now().advanced(bySeconds: Double(seconds))
        try await store.addSession(hash: secret.hash, token: principal.tokenID, expires: expires)
        principal.proof = .session(hash: secret.hash, expires: expires)
        var answer = try Answer.json(SessionDocument(principal))
        answer.headers[.setCookie] = Self.cookie(secret.text, seconds: seconds, isSecure: settings.hasTLS)
        return answer.audited(target: call.address, actor: principal)
    }

    static func cookie(_ value: String, seconds: Int64, isSecure: Bool) -> String {
        "\(Authenticator.cookie)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Strict"
            + (isSecure ? "; Secure" : "")
    }
}

private struct SessionDocument: Encodable {
    let role: Role
    let name: String
    /// Null for a bearer token, which does not expire by itself.
    let expires: Timestamp?

    init(_ principal: Principal) {
        role = principal.role
        name = principal.name
        if case .session(_, let expires) = principal.proof { self.expires = expires } else { expires = nil }
    }

    enum Key: String, CodingKey { case role, name, expires }

    func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(role, forKey: .role)
        try box.encode(name, forKey: .name)
        try box.encode(expires, forKey: .expires)
    }
}
