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
        // Cisco FabricPath: a tag of two bytes, then the whole frame that crosses the fabric.
        case 0x8903:
            guard has(2) else { return missing(2, .link, &facts) }
            at += 2
            return .ethernet
        default:
            facts.network = .other
            payload(&facts)
            return stop(.link, .unsupported, &facts)
        }
    }
}
