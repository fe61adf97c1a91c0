package import Vocabulary

/// Who makes a call, and by what they are known.
package struct Principal: Sendable, Hashable {
    package enum Proof: Sendable, Hashable {
        /// A bearer token, which the caller sends itself.
        case token
        /// A cookie, which the browser sends whoever asks: hence `OriginPolicy`.
        case session(hash: [UInt8], expires: Timestamp)
    }
    package var tokenID: Int64
    package var name: String
    package var role: Role
    package var scopes: [Scope]
    package var proof: Proof

    package init(_ token: TokenRecord, proof: Proof) {
        tokenID = token.id
        name = token.name
        role = token.role
        scopes = token.scopes
        self.proof = proof
    }

    package var isByCookie: Bool { proof != .token }
}
