import Bedrock
import Vocabulary

/// The pseudo headers that capture programs write where the link has none: Linux cooked 1 and 2, BSD loopback.
extension Cursor {
    /// LINKTYPE_LINUX_SLL: packet type, ARPHRD type, address length, address (8), protocol.
    mutating func linuxCooked(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(16) else { return missing(16, .link, &facts) }
        if bytes.u16(at + 4) == 6 { facts.sourceMAC = MACAddress(bits: bytes.u64(at + 6) >> 16) }
        let type = bytes.u16(at + 14)
        at += 16
        return cookedProtocol(type)
    }

    /// LINKTYPE_LINUX_SLL2: protocol, reserved, interface index, ARPHRD type, packet type, address length, address (8).
    mutating func linuxCooked2(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(20) else { return missing(20, .link, &facts) }
        if bytes.u8(at + 11) == 6 { facts.sourceMAC = MACAddress(bits: bytes.u64(at + 12) >> 16) }
        let type = bytes.u16(at)
        at += 20
        return cookedProtocol(type)
    }

    /// Protocol 4 is an 802.2 frame; other numbers below 0x0600 are Linux's own (CAN, Novell, …).
    private func cookedProtocol(_ type: UInt16) -> Header { type == 4 ? .llc : .etherType(type < 0x600 ? 0 : type) }

    /// LINKTYPE_NULL and LINKTYPE_LOOP: an address family of four bytes in the order of whoever captured it.
    ///
    /// AF_INET is 2 everywhere; AF_INET6 is 10 (Linux), 23 (Windows), 24 (NetBSD, OpenBSD), 28 (FreeBSD), 30 (Darwin).
    mutating func loopback(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(4) else { return missing(4, .link, &facts) }
        let word = bytes.u32(at)
        at += 4
        switch word > 0xFFFF ? word.byteSwapped : word {
        case 2: return .ipv4
        case 10, 23, 24, 28, 30: return .ipv6
        case let type where type >= 0x600 && type <= 0xFFFF: return .etherType(UInt16(type))
        default: return .etherType(0)
        }
    }
}
