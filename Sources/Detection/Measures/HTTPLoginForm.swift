import Bedrock

/// Tells a request that submits a user name and a password in a form from ordinary browsing.
///
/// A form is known by what it submits (`password=` in the query) or by where it is posted (a path that says log-in). What
/// fools it: a log-in path in another language, a JSON API under a neutral path.
package enum HTTPLoginForm {
    private static let places = [
        "login", "logon", "signin", "sign-in", "sign_in", "log-in", "log_in", "authenticate", "wp-login", "xmlrpc.php",
        "j_security_check", "auth/token", "oauth/token", "checklogin", "userauth",
    ]
    /// Short names must be the parameter's whole name: `compass=` is none.
    private static let secrets = [
        "password=", "passwd=", "passwort=", "contrasena=", "senha=", "&pass=", "_pass=", "&pwd=", "_pwd=", "&mdp=",
    ]

    package static func isTry(method: String, target: String) -> Bool {
        guard method == "POST" || target.holds(UInt8(ascii: "=")) else { return false }
        let lower = target.lowercased()
        let parts = lower.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.first.map(String.init) ?? ""
        if parts.count == 2, secrets.contains(where: { has($0, in: "&" + parts[1]) }) { return true }
        return method == "POST" && places.contains { has($0, in: path) }
    }

    private static func has(_ needle: String, in text: some StringProtocol) -> Bool {
        let hay = Array(text.utf8)
        let wanted = Array(needle.utf8)
        guard hay.count >= wanted.count else { return false }
        return (0...(hay.count - wanted.count)).contains { hay[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    }
}
