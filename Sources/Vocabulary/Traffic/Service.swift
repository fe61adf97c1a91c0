/// The application protocol of a flow, recognised by its bytes where they are in clear, else by its well-known port.
public enum Service: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case unknown, dns, mdns, llmnr, nbns, dhcp, tls, quic, http, ssh, ftp, smtp, pop3, imap, telnet, mqtt, smb,
        kerberos,
        ldap, rdp, vnc, mysql, postgresql, dcerpc, winrm, ntp, snmp, ssdp

    /// The name used in logs, in detection ids (`brute_force_<name>`) and on screens.
    public var name: String { Self.names[Int(rawValue)] }

    /// In the order of the cases. Asked for the name of a case, the runtime looks through all conformances of the program first.
    private static let names = [
        "unknown", "dns", "mdns", "llmnr", "nbns", "dhcp", "tls", "quic", "http", "ssh", "ftp", "smtp", "pop3", "imap",
        "telnet", "mqtt", "smb", "kerberos", "ldap", "rdp", "vnc", "mysql", "postgresql", "dcerpc", "winrm", "ntp",
        "snmp",
        "ssdp",
    ]

    /// The service that usually listens on this port; `.unknown` for all others.
    public init(port: UInt16, transport: IPProtocol) {
        switch (transport, port) {
        case (_, 53): self = .dns
        case (.udp, 5353): self = .mdns
        case (.udp, 5355): self = .llmnr
        case (.udp, 137): self = .nbns
        case (.udp, 67), (.udp, 68): self = .dhcp
        case (.udp, 123): self = .ntp
        case (.udp, 161), (.udp, 162): self = .snmp
        case (.udp, 1900): self = .ssdp
        case (.udp, 443): self = .quic
        case (.tcp, 22): self = .ssh
        case (.tcp, 21): self = .ftp
        case (.tcp, 23), (.tcp, 2323): self = .telnet
        case (.tcp, 25), (.tcp, 587): self = .smtp
        case (.tcp, 110): self = .pop3
        case (.tcp, 143): self = .imap
        case (.tcp, 80), (.tcp, 8080), (.tcp, 8000): self = .http
        case (.tcp, 443), (.tcp, 8443), (.tcp, 465), (.tcp, 993), (.tcp, 995), (.tcp, 853): self = .tls
        case (.tcp, 445), (.tcp, 139): self = .smb
        case (.tcp, 135): self = .dcerpc
        case (.tcp, 1883): self = .mqtt
        case (_, 88): self = .kerberos
        case (_, 389): self = .ldap
        case (.tcp, 3389): self = .rdp
        case (.tcp, 5900), (.tcp, 5901): self = .vnc
        case (.tcp, 3306): self = .mysql
        case (.tcp, 5432): self = .postgresql
        case (.tcp, 5985), (.tcp, 5986): self = .winrm
        default: self = .unknown
        }
    }
}
