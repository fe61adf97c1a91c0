import Bedrock
import Vocabulary

/// An MPLS label stack (RFC 3032) and a guess at what it carries, since no field says so.
///
/// The guess: an IP header by its version, unless its length does not fit exactly and an Ethernet header would; else a
/// control word (RFC 4385, four zero bits) and an Ethernet pseudowire; else a bare Ethernet pseudowire. Fooled by: an Ethernet address that begins like a fitting IP header.
extension Cursor {
    /// At most this many labels are followed.
    static var labelLimit: Int { 16 }

    mutating func mpls(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        var labels = 0
        var isBottom = false
        while !isBottom {
            guard has(4) else { return missing(4, .mpls, &facts) }
            guard labels < Self.labelLimit else { return stop(.mpls, .tooDeep, &facts) }
            isBottom = bytes.u8(at + 2) & 1 == 1
            labels += 1
            at += 4
        }
        guard has(1) else { return missing(1, .mpls, &facts) }
        switch bytes.u8(at) >> 4 {
        case 4 where looksLikeIPv4(bytes): return .ipv4
        case 6 where looksLikeIPv6(bytes): return .ipv6
        case 0:
            guard has(4) else { return missing(4, .mpls, &facts) }
            at += 4
            return .ethernet
        // The associated channel of a pseudowire (RFC 4385, 5): control traffic.
        case 1: return .etherType(0)
        default: return .ethernet
        }
    }

    private func looksLikeIPv4(_ bytes: RawSpan) -> Bool {
        guard has(20) else { return true }
        guard bytes.u8(at) & 15 >= 5 else { return false }
        return Int(bytes.u16(at + 2)) == wireEnd - at || !looksLikeEthernet(bytes)
    }

    private func looksLikeIPv6(_ bytes: RawSpan) -> Bool {
        guard has(40) else { return true }
        return Int(bytes.u16(at + 4)) + 40 == wireEnd - at || !looksLikeEthernet(bytes)
    }

    /// A known EtherType in its place, and behind it what that type begins with.
    private func looksLikeEthernet(_ bytes: RawSpan) -> Bool {
        guard has(16) else { return false }
        switch bytes.u16(at + 12) {
        case 0x0800: return bytes.u8(at + 14) >> 4 == 4
        case 0x86DD: return bytes.u8(at + 14) >> 4 == 6
        case 0x0806: return bytes.u16(at + 14) == 1
        case 0x8100, 0x88A8: return true
        default: return false
        }
    }
}
