import Bedrock
import Vocabulary

/// From an Internet protocol number to the transport header, or to the packet inside a tunnel.
extension Cursor {
    mutating func transport(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        payload(&facts)
        switch facts.transport.rawValue {
        case 6: return tcp(bytes, &facts)
        case 17: return udp(bytes, &facts)
        case 1: return icmp(bytes, &facts)
        case 58: return icmpv6(bytes, &facts)
        case 132: return sctp(bytes, &facts)
        case 4: return tunnel(.ipv4, &facts)
        case 41: return tunnel(.ipv6, &facts)
        case 47: return gre(bytes, &facts)
        case 97: return etherIP(bytes, &facts)
        case 137: return tunnel(.mpls, &facts)
        // An authentication header over IPv4; over IPv6 it is among the extension headers.
        case 51: return authenticated(bytes, &facts)
        // Encrypted: there is nothing to read behind it.
        case 50: return stop(.extensionHeader, .unsupported, &facts)
        default: return .none
        }
    }

    private mutating func authenticated(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard !isAuthenticated else { return stop(.extensionHeader, .tooDeep, &facts) }
        isAuthenticated = true
        return skipExtension(unit: 4, bytes, &facts) ? transport(bytes, &facts) : .none
    }

    /// TCP (RFC 9293).
    private mutating func tcp(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        if isPartial, has(8), isCut(bytes) { return tcpPiece(bytes, &facts) }
        guard ports(20, .tcp, bytes, &facts) else { return .none }
        facts.sequence = bytes.u32(at + 4)
        facts.acknowledgment = bytes.u32(at + 8)
        facts.tcpFlags = TCPFlags(rawValue: bytes.u8(at + 13))
        facts.window = bytes.u16(at + 14)
        facts.marks.insert(.hasTransport)
        let header = Int(bytes.u8(at + 12) >> 4) * 4
        guard header >= 20, header <= wireEnd - at else {
            at += 20
            payload(&facts)
            return stop(.tcp, .badLength, &facts)
        }
        guard has(header) else {
            let reason = shortage(header)
            facts.payloadLength = UInt32(truncatingIfNeeded: wireEnd - at - header)
            facts.payloadOffset = end
            facts.capturedPayload = 0
            return stop(.tcp, reason, &facts)
        }
        at += header
        payload(&facts)
        return .none
    }

    /// Whether the TCP header of a first fragment ends in a later one.
    private func isCut(_ bytes: RawSpan) -> Bool {
        let part = wireEnd - at
        return part < 20 || has(20) && part < Int(bytes.u8(at + 12) >> 4) * 4
    }

    /// A TCP header that ends in a later fragment: no sender cuts it there unasked. What is behind the flags is not read.
    private mutating func tcpPiece(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        facts.sourcePort = bytes.u16(at)
        facts.destinationPort = bytes.u16(at + 2)
        facts.sequence = bytes.u32(at + 4)
        if has(14) {
            facts.acknowledgment = bytes.u32(at + 8)
            facts.tcpFlags = TCPFlags(rawValue: bytes.u8(at + 13))
            facts.window = has(16) ? bytes.u16(at + 14) : 0
            cutHeader = Int(bytes.u8(at + 12) >> 4) * 4
            facts.marks.insert(.hasTransport)
        } else {
            facts.marks.insert(.headerPiece)
        }
        at = end
        payload(&facts)
        return stop(.tcp, .truncated, &facts)
    }

    /// UDP (RFC 768). A length of zero is an offloaded or jumbo datagram; the packet's length stands in.
    private mutating func udp(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard ports(8, .udp, bytes, &facts) else { return .none }
        facts.marks.insert(.hasTransport)
        let length = Int(bytes.u16(at + 4))
        if length != 0, length < 8 || (length > wireEnd - at && !isPartial) { _ = stop(.udp, .badLength, &facts) }
        if length >= 8 { limit(to: length) }
        at += 8
        payload(&facts)
        return facts.stop.reason == .none ? udpTunnel(bytes, &facts) : .none
    }

    /// SCTP (RFC 9260): the common header; the chunks are payload.
    private mutating func sctp(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard ports(12, .sctp, bytes, &facts) else { return .none }
        facts.marks.insert(.hasTransport)
        at += 12
        payload(&facts)
        return .none
    }

    /// Reads the two ports, which a cut header may still show; false when the header of `length` bytes is not whole.
    private func ports(
        _ length: Int, _ layer: Stop.Layer, _ bytes: RawSpan, _ facts: inout PacketFacts
    ) -> Bool {
        if has(4) {
            facts.sourcePort = bytes.u16(at)
            facts.destinationPort = bytes.u16(at + 2)
        }
        guard has(length) else {
            _ = missing(length, layer, &facts)
            return false
        }
        return true
    }
}
