import Bedrock
import Vocabulary

extension Recognition {
    /// Protocols that begin with a binary header; nil when none of them does. Needs four bytes.
    static func binary(_ bytes: RawSpan, _ context: Context) -> Recognition? {
        switch bytes.u8(0) {
        case 0x00: return zero(bytes, context)
        case 0x03: return tpkt(bytes)
        case 0x05: return dcerpc(bytes)
        case 0x10, 0x20: return mqtt(bytes, context)
        case 0x14...0x17: return tls(bytes)
        case 0x30: return ldap(bytes)
        case 0x81, 0x82, 0x83: return netbios(bytes, context)
        case 0xFF: return telnet(bytes)
        default: return length3(bytes, context)
        }
    }

    /// TLS records: type, 3.0 to 3.4, length. A handshake record begins with a client or server hello.
    private static func tls(_ bytes: RawSpan) -> Recognition? {
        guard bytes.u8(1) == 3, bytes.u8(2) <= 4 else { return nil }
        guard bytes.byteCount >= 6 else { return .more }
        let length = bytes.u16(3)
        guard length > 0, length <= 0x4800 else { return nil }
        guard bytes.u8(0) == 0x16 else { return .reader(.tls, speaker: .either) }
        switch bytes.u8(5) {
        case 1: return .reader(.tls, speaker: .client)
        case 2: return .reader(.tls, speaker: .server)
        default: return .reader(.tls, speaker: .either)
        }
    }

    /// NetBIOS session header around SMB, four-byte lengths (Kerberos, PostgreSQL), DNS over TCP.
    private static func zero(_ bytes: RawSpan, _ context: Context) -> Recognition? {
        guard bytes.byteCount >= 8 else { return .more }
        switch bytes.u32(4) {
        case 0xFF53_4D42, 0xFE53_4D42, 0xFD53_4D42, 0xFC53_4D42:
            return .reader(.smb, speaker: .either)
        case 0x0003_0000, 0x0003_0002, 0x04D2_162F, 0x04D2_1630, 0x04D2_162E:
            let length = bytes.u32(0)
            if length >= 8 && length <= 10_000 { return .reader(.postgresql, speaker: .client) }
        default: break
        }
        if let found = kerberos(bytes) { return found }
        return dns(bytes, context) ?? length3(bytes, context)
    }

    /// RFC 4120, 7.2.2: the length in four bytes, then the application tag of a message with nearly that length.
    private static func kerberos(_ bytes: RawSpan) -> Recognition? {
        let speaker: Speaker
        switch bytes.u8(4) {
        case 0x6A, 0x6C: speaker = .client
        case 0x6B, 0x6D, 0x7E: speaker = .server
        default: return nil
        }
        let total = Int(bytes.u32(0))
        let form = bytes.u8(5)
        let inner: Int
        switch form {
        case 0..<0x80: inner = 2 + Int(form)
        case 0x81: inner = 3 + Int(bytes.u8(6))
        case 0x82: inner = 4 + Int(bytes.u16(6))
        default: return nil
        }
        return inner == total ? .reader(.kerberos, speaker: speaker) : nil
    }

    /// Two bytes of length, then a DNS header with one question; only on the DNS port, as it has no mark of its own.
    private static func dns(_ bytes: RawSpan, _ context: Context) -> Recognition? {
        guard Service(port: context.port, transport: .tcp) == .dns else { return nil }
        guard bytes.byteCount >= 14 else { return .more }
        guard bytes.u16(0) >= 12, bytes.u16(6) <= 4, bytes.u8(4) & 0x70 <= 0x30 else { return nil }
        return .reader(.dns, speaker: bytes.u8(4) & 0x80 == 0 ? .client : .server)
    }

    /// TPKT (RFC 1006) with an X.224 connection request or confirm: RDP.
    private static func tpkt(_ bytes: RawSpan) -> Recognition? {
        guard bytes.u8(1) == 0 else { return nil }
        guard bytes.byteCount >= 6 else { return .more }
        let length = Int(bytes.u16(2))
        guard length >= 11, Int(bytes.u8(4)) + 5 == length else { return nil }
        switch bytes.u8(5) & 0xF0 {
        case 0xE0: return .reader(.rdp, speaker: .client)
        case 0xD0: return .reader(.rdp, speaker: .server)
        default: return nil
        }
    }

    /// DCE/RPC version 5.0 or 5.1, a known packet type, a plausible data representation and fragment length.
    private static func dcerpc(_ bytes: RawSpan) -> Recognition? {
        guard bytes.u8(1) <= 1, bytes.u8(2) <= 19 else { return nil }
        guard bytes.byteCount >= 10 else { return .more }
        let order = bytes.u8(4)
        guard order & 0xEF == 0, bytes.u8(5) <= 3, bytes.u16(6) == 0 else { return nil }
        guard (order == 0 ? bytes.u16(8) : bytes.u16LE(8)) >= 16 else { return nil }
        switch bytes.u8(2) {
        case 0, 11, 14, 16: return .reader(.dcerpc, speaker: .client)
        case 2, 3, 12, 13, 15: return .reader(.dcerpc, speaker: .server)
        default: return .reader(.dcerpc, speaker: .either)
        }
    }

    /// MQTT CONNECT with its protocol name, or a CONNACK on the usual port.
    private static func mqtt(_ bytes: RawSpan, _ context: Context) -> Recognition? {
        if bytes.u8(0) == 0x20 {
            guard Service(port: context.port, transport: .tcp) == .mqtt, bytes.u8(1) <= 127, bytes.u8(2) <= 1
            else { return nil }
            return .reader(.mqtt, speaker: .server)
        }
        var offset = 1
        while offset <= 4, offset < bytes.byteCount, bytes.u8(offset) & 0x80 != 0 { offset += 1 }
        guard bytes.byteCount >= offset + 7 else { return .more }
        return bytes.matches("MQTT", at: offset + 3) || bytes.matches("MQIS", at: offset + 3)
            ? .reader(.mqtt, speaker: .client) : nil
    }

    /// An LDAP message: SEQUENCE, message id, and an operation tag (RFC 4511, 4.1.1).
    private static func ldap(_ bytes: RawSpan) -> Recognition? {
        var offset = 2
        let form = bytes.u8(1)
        if form & 0x80 != 0 {
            guard (0x81...0x84).contains(form) else { return nil }
            offset += Int(form & 0x7F)
        }
        guard bytes.byteCount >= offset + 2 else { return .more }
        guard bytes.u8(offset) == 0x02, (1...4).contains(bytes.u8(offset + 1)) else { return nil }
        offset += 2 + Int(bytes.u8(offset + 1))
        guard bytes.byteCount > offset else { return .more }
        switch bytes.u8(offset) {
        case 0x60, 0x63, 0x66, 0x68, 0x6C, 0x6E, 0x77, 0x42, 0x4A: return .reader(.ldap, speaker: .client)
        case 0x61, 0x64, 0x65, 0x67, 0x69, 0x6B, 0x6D, 0x6F, 0x73, 0x78: return .reader(.ldap, speaker: .server)
        default: return nil
        }
    }

    /// NetBIOS session request (to port 139) and its answers.
    private static func netbios(_ bytes: RawSpan, _ context: Context) -> Recognition? {
        guard context.port == 139 else { return nil }
        return .reader(.smb, speaker: bytes.u8(0) == 0x81 ? .client : .server)
    }

    /// IAC with an option negotiation (RFC 854).
    private static func telnet(_ bytes: RawSpan) -> Recognition? {
        (0xFA...0xFE).contains(bytes.u8(1)) && bytes.u8(2) < 0x40 ? .reader(.telnet, speaker: .either) : nil
    }

    /// MySQL's first packet: three bytes of length, number 0, then protocol version 10 and the server's version, or an error.
    private static func length3(_ bytes: RawSpan, _ context: Context) -> Recognition? {
        guard bytes.u8(2) == 0, bytes.u8(3) == 0 else {
            return dnsByLength(bytes, context)
        }
        guard bytes.byteCount >= 7 else { return .more }
        let length = Int(bytes.u8(0)) | Int(bytes.u8(1)) << 8
        let third = bytes.u8(5)
        if bytes.u8(4) == 10, length >= 30, (0x30...0x39).contains(third) { return .reader(.mysql, speaker: .server) }
        let isError = bytes.u8(4) == 0xFF && length >= 4 && Service(port: context.port, transport: .tcp) == .mysql
        return isError ? .reader(.mysql, speaker: .server) : dnsByLength(bytes, context)
    }

    private static func dnsByLength(_ bytes: RawSpan, _ context: Context) -> Recognition? {
        bytes.u8(0) == 0 ? nil : dns(bytes, context)
    }
}
