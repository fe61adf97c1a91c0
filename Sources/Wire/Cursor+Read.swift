import Bedrock
import Vocabulary

/// The walk through one packet: a header, then the one it names, until nothing more is read or a tunnel begins.
extension Cursor {
    /// Headers below the network layer are followed to this number.
    static var headerLimit: Int { 16 }

    mutating func read(
        _ first: Header, _ bytes: RawSpan, _ facts: inout PacketFacts, _ fragments: inout FragmentTable
    ) -> Header {
        if case .none = first {
            payload(&facts)
            return stop(.link, .unsupported, &facts)
        }
        var next = first
        for _ in 0..<Self.headerLimit {
            switch next {
            case .none: return .none
            case .ethernet: next = ethernet(bytes, &facts)
            case .etherType(let type): next = etherType(type, bytes, &facts)
            case .llc: next = llc(bytes, &facts)
            case .linuxCooked: next = linuxCooked(bytes, &facts)
            case .linuxCooked2: next = linuxCooked2(bytes, &facts)
            case .loopback: next = loopback(bytes, &facts)
            case .ppp: next = ppp(bytes, &facts)
            case .pppDirection: next = pppDirection(bytes, &facts)
            case .ciscoHDLC: next = ciscoHDLC(bytes, &facts)
            case .pppoe: next = pppoe(bytes, &facts)
            case .mpls: next = mpls(bytes, &facts)
            case .ip: next = ip(bytes, &facts)
            case .ipv4: return ipv4(bytes, &facts, &fragments)
            case .ipv6: return ipv6(bytes, &facts, &fragments)
            case .arp: return arp(bytes, &facts)
            }
        }
        return stop(.link, .tooDeep, &facts)
    }

    /// A raw IP packet tells its version itself.
    private func ip(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(1) else { return missing(1, .ipv4, &facts) }
        switch bytes.u8(at) >> 4 {
        case 4: return .ipv4
        case 6: return .ipv6
        default: return stop(.ipv4, .badVersion, &facts)
        }
    }
}
