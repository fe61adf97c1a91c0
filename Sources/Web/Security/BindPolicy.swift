/// Decides whether the service may listen where it was told to.
///
/// On loopback anything goes: only this machine reaches it. Elsewhere the service shows a network's secrets to whoever
/// can reach the port, so tokens must exist and the tokens must not cross the wire in the clear. A reverse proxy that
/// ends TLS belongs on the same machine, in front of a loopback listener.
package struct BindPolicy: Sendable {
    package enum Verdict: Sendable, Equatable {
        case allowed
        /// With the sentence to tell the person, which names the way out.
        case refused(String)
    }

    package var host: String
    package var hasTLS: Bool
    package var hasTokens: Bool

    package init(host: String, hasTLS: Bool, hasTokens: Bool) {
        self.host = host
        self.hasTLS = hasTLS
        self.hasTokens = hasTokens
    }

    package var verdict: Verdict {
        guard !Self.isLoopback(host) else { return .allowed }
        guard hasTLS else {
            return .refused(
                "will not listen on \(host) without TLS: tokens and traffic would cross the network in the clear. "
                    + "Use 127.0.0.1, or add --tls (a self-signed certificate) or --tls-certificate and --tls-key.")
        }
        guard hasTokens else {
            return .refused(
                "will not listen on \(host) without tokens: anyone who reaches the port could read everything. "
                    + "Make one with `netsentinel token create --role admin`.")
        }
        return .allowed
    }

    /// Only names and addresses that cannot leave this machine; `localhost` by RFC 6761.
    package static func isLoopback(_ host: String) -> Bool {
        let name = host.lowercased()
        if name == "localhost" || name == "::1" || name == "[::1]" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
