import Bedrock
import Vocabulary

/// PPP (RFC 1661) with or without HDLC framing (RFC 1662), PPPoE sessions (RFC 2516) and Cisco HDLC.
extension Cursor {
    /// Compressed protocol fields (one odd byte) are accepted, compressed packets are not read.
    mutating func ppp(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        if has(2), bytes.u8(at) == 0xFF {
            at += 2
        } else if has(2), bytes.u16(at) == 0x0F00 || bytes.u16(at) == 0x8F00 {
            return ciscoHDLC(bytes, &facts)
        }
        guard has(1) else { return missing(1, .ppp, &facts) }
        var number = UInt16(bytes.u8(at))
        if number & 1 == 0 {
            guard has(2) else { return missing(2, .ppp, &facts) }
            number = bytes.u16(at)
            at += 1
        }
        at += 1
        switch number {
        case 0x0021: return .ipv4
        case 0x0057: return .ipv6
        case 0x0281, 0x0283: return .mpls
        default: return .etherType(0)
        }
    }

    /// A direction byte, written by pppd's capture link types, then PPP.
    mutating func pppDirection(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(1) else { return missing(1, .ppp, &facts) }
        at += 1
        return .ppp
    }

    /// Address, control, EtherType.
    mutating func ciscoHDLC(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(4) else { return missing(4, .ppp, &facts) }
        let type = bytes.u16(at + 2)
        at += 4
        return .etherType(type < 0x600 ? 0 : type)
    }

    /// Version and type 1, code (0 for data, whatever it says: the EtherType decides), session id, length, then PPP.
    mutating func pppoe(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(6) else { return missing(6, .pppoe, &facts) }
        guard bytes.u8(at) == 0x11 else { return stop(.pppoe, .badVersion, &facts) }
        let length = Int(bytes.u16(at + 4))
        at += 6
        limit(to: length)
        return .ppp
    }
}
