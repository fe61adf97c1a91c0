package import Vocabulary

/// The concrete readers a recognised stream can be given to.
package enum ReaderKind: UInt8, CaseIterable, BitwiseCopyable {
    /// Recognised, but there is nothing in clear to read on.
    case none
    case tls, http, ssh, dns, quic
    case ftp, smtp, pop3, imap, telnet, mqtt, kerberos, ldap, rdp, vnc, mysql, postgresql
    case smb, dcerpc

    package var service: Service {
        switch self {
        case .none: .unknown
        case .tls: .tls
        case .http: .http
        case .ssh: .ssh
        case .dns: .dns
        case .quic: .quic
        case .ftp: .ftp
        case .smtp: .smtp
        case .pop3: .pop3
        case .imap: .imap
        case .telnet: .telnet
        case .mqtt: .mqtt
        case .kerberos: .kerberos
        case .ldap: .ldap
        case .rdp: .rdp
        case .vnc: .vnc
        case .mysql: .mysql
        case .postgresql: .postgresql
        case .smb: .smb
        case .dcerpc: .dcerpc
        }
    }
}

/// Where a stream's reader lies.
package struct ReaderHandle: BitwiseCopyable {
    var kind = ReaderKind.none
    var index: UInt32 = 0
}
