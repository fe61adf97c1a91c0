import Bedrock

/// The SASL mechanisms that name the account in clear (RFC 4616, 2195, 7628; NTLM by [MS-NLMP]).
enum SASLMechanism {
    case login, plain, cramMD5, oauth, ntlm, other

    init(_ name: some Collection<UInt8>) {
        switch String(decoding: name.prefix(16), as: UTF8.self).uppercased() {
        case "LOGIN": self = .login
        case "PLAIN": self = .plain
        case "CRAM-MD5": self = .cramMD5
        case "XOAUTH2", "OAUTHBEARER": self = .oauth
        case "NTLM", "GSS-SPNEGO", "GSSAPI": self = .ntlm
        default: self = .other
        }
    }

    /// The account in a decoded response, or nil when it is not there.
    func user(_ response: [UInt8]) -> [UInt8]? {
        switch self {
        case .login: return response
        case .plain:
            // authorisation identity NUL account NUL password
            let parts = response.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
            return parts.count == 3 ? [UInt8](parts[1]) : nil
        case .cramMD5:
            // account SP digest in hexadecimal
            guard let space = response.lastIndex(of: 0x20), response.count - space == 33 else { return nil }
            return [UInt8](response[..<space])
        case .oauth:
            guard response.withBytes({ $0.matches("USER=") }) else { return nil }
            return [UInt8](response.dropFirst(5).prefix { $0 != 1 })
        case .ntlm, .other: return nil
        }
    }
}
