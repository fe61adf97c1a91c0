import Bedrock
import Vocabulary

/// Tunnels over UDP, known by the destination port and believed only when their header fits: VXLAN (RFC 7348) and its
/// older Linux port, VXLAN-GPE, Geneve (RFC 8926), GTP-U (3GPP TS 29.281) and Teredo (RFC 4380).
///
/// Where the header does not fit, the datagram stays an ordinary one. Fooled by: tunnels on other ports.
extension Cursor {
    mutating func udpTunnel(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        let inner: Header
        switch facts.destinationPort {
        case 4789, 8472: inner = vxlan(bytes, &facts)
        case 4790: inner = vxlanGPE(bytes, &facts)
        case 6081: inner = geneve(bytes, &facts)
        case 2152: inner = gtp(bytes, &facts)
        case 3544: inner = teredo(bytes, &facts)
        default:
            guard facts.sourcePort == 3544 else { return .none }
            inner = teredo(bytes, &facts)
        }
        // Cut off, it might have been one.
        if case .none = inner, end < wireEnd { return stop(.tunnel, .cutByCapture, &facts) }
        return inner
    }

    /// Flags with the "network identifier valid" bit, reserved, identifier, reserved.
    private mutating func vxlan(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(8), bytes.u8(at) & 0x08 != 0 else { return .none }
        at += 8
        return tunnel(.ethernet, &facts)
    }

    /// As VXLAN, with the next protocol in the fourth byte where the P bit says so.
    private mutating func vxlanGPE(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(8), bytes.u8(at) & 0x08 != 0 else { return .none }
        let next = bytes.u8(at) & 0x04 != 0 ? bytes.u8(at + 3) : 3
        at += 8
        switch next {
        case 1: return tunnel(.ipv4, &facts)
        case 2: return tunnel(.ipv6, &facts)
        case 3: return tunnel(.ethernet, &facts)
        case 5: return tunnel(.mpls, &facts)
        default: return .none
        }
    }

    /// Version 0 and option length in words, flags, protocol type, identifier, options.
    private mutating func geneve(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(8), bytes.u8(at) >> 6 == 0 else { return .none }
        let length = 8 + Int(bytes.u8(at) & 0x3F) * 4
        let type = bytes.u16(at + 2)
        guard has(length), bytes.u8(at + 1) & 0x3F == 0 else { return .none }
        switch type {
        case 0x0800, 0x86DD, 0x0806, 0x6558, 0x8847:
            at += length
            return tunnel(.etherType(type), &facts)
        default: return .none
        }
    }

    /// Version 1 GTP, message type 255 (user data), optional fields and extension headers, then an IP packet.
    private mutating func gtp(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(8), bytes.u8(at) >> 4 == 3, bytes.u8(at + 1) == 0xFF else { return .none }
        let flags = bytes.u8(at)
        var next = at + 8
        if flags & 7 != 0 {
            guard has(12) else { return .none }
            var kind = flags & 4 != 0 ? bytes.u8(at + 11) : 0
            next = at + 12
            for _ in 0..<8 where kind != 0 {
                guard next < end else { return .none }
                let length = Int(bytes.u8(next)) * 4
                guard length > 0, next + length <= end else { return .none }
                kind = bytes.u8(next + length - 1)
                next += length
            }
            guard kind == 0 else { return .none }
        }
        guard next < end, bytes.u8(next) >> 4 == 4 || bytes.u8(next) >> 4 == 6 else { return .none }
        at = next
        return tunnel(.ip, &facts)
    }

    /// Authentication (type 1) and origin (type 0) indications may stand before the IPv6 packet.
    private mutating func teredo(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        var next = at
        if end - next >= 4, bytes.u16(next) == 1 { next += 13 + Int(bytes.u8(next + 2)) + Int(bytes.u8(next + 3)) }
        if end - next >= 8, bytes.u16(next) == 0 { next += 8 }
        guard end - next >= 40, bytes.u8(next) >> 4 == 6 else { return .none }
        guard Int(bytes.u16(next + 4)) + 40 <= wireEnd - next else { return .none }
        at = next
        return tunnel(.ipv6, &facts)
    }
}
