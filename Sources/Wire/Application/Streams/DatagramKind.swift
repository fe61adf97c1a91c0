import Bedrock
import Vocabulary

/// Which protocol a datagram is of: by the ports of its flow where the content agrees, else by content alone.
enum DatagramKind {
    case dns(DNSVariant)
    case dhcp, kerberos, ldap, ntp, snmp, ssdp, quic
    case unknown

    init(_ bytes: RawSpan, port: UInt16, other: UInt16) {
        self = Self.byPort(bytes, Service(port: port, transport: .udp))
        if case .unknown = self { self = Self.byPort(bytes, Service(port: other, transport: .udp)) }
        if case .unknown = self, Self.looksLikeDNS(bytes) { self = .dns(.dns) }
        if case .unknown = self, bytes.byteCount >= 1200, Self.isQUIC(bytes) { self = .quic }
    }

    private static func byPort(_ bytes: RawSpan, _ service: Service) -> DatagramKind {
        switch service {
        case .dns: bytes.byteCount >= 12 ? .dns(.dns) : .unknown
        case .mdns: bytes.byteCount >= 12 ? .dns(.mdns) : .unknown
        case .llmnr: bytes.byteCount >= 12 ? .dns(.llmnr) : .unknown
        case .nbns: bytes.byteCount >= 12 ? .dns(.nbns) : .unknown
        case .dhcp: bytes.byteCount >= 236 ? .dhcp : .unknown
        case .kerberos:
            bytes.byteCount >= 10 && [0x6A, 0x6B, 0x6C, 0x6D, 0x7E].contains(bytes.u8(0)) ? .kerberos : .unknown
        case .ldap: bytes.byteCount >= 7 && bytes.u8(0) == 0x30 ? .ldap : .unknown
        case .ntp: .ntp
        case .snmp: bytes.byteCount >= 8 && bytes.u8(0) == 0x30 ? .snmp : .unknown
        case .ssdp: .ssdp
        case .quic: isQUIC(bytes) ? .quic : .unknown
        default: .unknown
        }
    }

    /// A long header of a version in use (RFC 9000, 9369, drafts), with connection ids of lawful length.
    private static func isQUIC(_ bytes: RawSpan) -> Bool {
        guard bytes.byteCount >= 21, bytes.u8(0) & 0xC0 == 0xC0, bytes.u8(5) <= 20 else { return false }
        let version = bytes.u32(1)
        return version == 1 || version == 0x6B33_43CF || version >> 8 == 0xFF_0000
    }

    /// A header with one question and no odd bits, and a question of a common type in the Internet class.
    private static func looksLikeDNS(_ bytes: RawSpan) -> Bool {
        guard bytes.byteCount >= 17, bytes.u16(4) == 1, bytes.u8(2) & 0x78 == 0, bytes.u8(3) & 0x70 == 0,
            bytes.u16(6) <= 32, bytes.u16(8) <= 32, bytes.u16(10) <= 4
        else { return false }
        guard let end = DNSNameDecoder.skip(bytes, at: 12), end + 4 <= bytes.byteCount else { return false }
        return bytes.u16(end + 2) == 1 && [1, 2, 5, 6, 10, 12, 15, 16, 28, 33, 43, 65, 255].contains(bytes.u16(end))
    }

    /// Reads the datagram; `.unknown` when it is not what it seemed.
    func read(_ bytes: RawSpan, frameSource: MACAddress, into sink: inout FactSink) -> Service {
        switch self {
        case .dns(let variant):
            guard let message = readDNS(bytes, variant: variant, &sink.names) else { return .unknown }
            sink.emit(.dns(message))
            switch variant {
            case .dns: return .dns
            case .mdns: return .mdns
            case .llmnr: return .llmnr
            case .nbns: return .nbns
            }
        case .dhcp:
            guard var message = readDHCP(bytes) else { return .unknown }
            message.frameSource = frameSource
            sink.emit(.dhcp(message))
            return .dhcp
        case .ntp:
            guard let message = readNTP(bytes) else { return .unknown }
            sink.emit(.ntp(message))
            return .ntp
        case .snmp:
            guard let message = readSNMP(bytes) else { return .unknown }
            sink.emit(.snmp(message))
            return .snmp
        case .ssdp:
            guard let message = readSSDP(bytes) else { return .unknown }
            sink.emit(.ssdp(message))
            return .ssdp
        case .ldap: return .ldap
        case .quic: return .quic
        case .kerberos: return .kerberos
        case .unknown: return .unknown
        }
    }
}
