import Bedrock
import Vocabulary

/// From an EtherType (IEEE registry) to the header it announces.
extension Cursor {
    mutating func etherType(_ type: UInt16, _ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        switch type {
        case 0x0800: return .ipv4
        case 0x86DD: return .ipv6
        // ARP, and its reverse (RFC 903), which shares the format.
        case 0x0806, 0x8035: return .arp
        case 0x8100, 0x88A8, 0x9100, 0x9200: return vlan(bytes, &facts)
        case 0x8847, 0x8848: return .mpls
        case 0x8864: return .pppoe
        case 0x880B: return .ppp
        // Transparent Ethernet bridging (RFC 1701, RFC 7348's siblings).
        case 0x6558: return .ethernet
        // Tags and fabric headers of fixed length: FabricPath, TRILL, 802.1ah, VN-Tag, HSR, Cisco MetaData.
        case 0x8903: return fixed(2, .ethernet, bytes, &facts)
        case 0x22F3: return trill(bytes, &facts)
        case 0x88E7: return fixed(4, .ethernet, bytes, &facts)
        case 0x8926, 0x892F: return fixed(6, nil, bytes, &facts)
        case 0x8909: return fixed(8, nil, bytes, &facts)
        case 0x894F: return serviceHeader(bytes, &facts)
        default:
            facts.network = .other
            payload(&facts)
            return stop(.link, .unsupported, &facts)
        }
    }

    /// Reads over a header of `length` bytes; where nothing else is said to follow, its last two bytes are an EtherType.
    private mutating func fixed(
        _ length: Int, _ next: Header?, _ bytes: RawSpan, _ facts: inout PacketFacts
    ) -> Header {
        guard has(length) else { return missing(length, .link, &facts) }
        at += length
        return next ?? .etherType(bytes.u16(at - 2))
    }

    /// TRILL (RFC 6325): options in words by the length bits, then the whole frame.
    private mutating func trill(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(6) else { return missing(6, .link, &facts) }
        return fixed(6 + Int(bytes.u16(at) >> 6 & 0x1F) * 4, .ethernet, bytes, &facts)
    }

    /// Network service header (RFC 8300): length in words, next protocol.
    private mutating func serviceHeader(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(8) else { return missing(8, .link, &facts) }
        let length = Int(bytes.u16(at) & 0x3F) * 4
        guard length >= 8 else { return stop(.link, .badLength, &facts) }
        switch bytes.u8(at + 3) {
        case 1: return fixed(length, .ipv4, bytes, &facts)
        case 2: return fixed(length, .ipv6, bytes, &facts)
        case 3: return fixed(length, .ethernet, bytes, &facts)
        case 5: return fixed(length, .mpls, bytes, &facts)
        default: return fixed(length, .etherType(0), bytes, &facts)
        }
    }
}
