import Vocabulary

/// The kinds of application fact a rule wants to see.
///
/// Why it exists: a flow tells several facts, and most rules want one kind of them; a rule that is not called costs nothing.
package struct FactKinds: OptionSet, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    package static let dns = FactKinds(rawValue: 1 << 0)
    package static let dhcp = FactKinds(rawValue: 1 << 1)
    package static let clientHello = FactKinds(rawValue: 1 << 2)
    package static let httpRequest = FactKinds(rawValue: 1 << 3)
    package static let login = FactKinds(rawValue: 1 << 4)
    package static let ssh = FactKinds(rawValue: 1 << 5)
    /// SMB and DCE/RPC.
    package static let windows = FactKinds(rawValue: 1 << 6)
    /// NTP and SNMP.
    package static let polls = FactKinds(rawValue: 1 << 7)
    /// Everything else: what a server says of itself, and the name of the protocol alone.
    package static let other = FactKinds(rawValue: 1 << 8)
    package static let all = FactKinds(rawValue: (1 << UInt16(count)) - 1)

    static let count = 9

    /// The bit of a fact's kind.
    static func index(of fact: ApplicationFact) -> Int {
        switch fact {
        case .dns: 0
        case .dhcp: 1
        case .tlsClientHello: 2
        case .httpRequest: 3
        case .login: 4
        case .sshBanner, .sshKeyExchange: 5
        case .smb, .dcerpc: 6
        case .ntp, .snmp: 7
        case .tlsServerHello, .tlsCertificate, .httpResponse, .ssdp, .recognised: 8
        }
    }
}
