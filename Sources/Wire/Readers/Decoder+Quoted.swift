import Bedrock
package import Vocabulary

extension Decoder {
    /// The packet that an ICMP error quotes, with its sender as initiator; nil where too little of it is there.
    ///
    /// RFC 792 promises the IP header and eight bytes: enough for the ports. The ports of a quoted ICMP message are those
    /// that its own facts would have. A quoted later fragment has no ports and gives nil.
    package static func quoted(_ bytes: RawSpan, _ facts: borrowing PacketFacts) -> FlowKey? {
        guard facts.marks.contains(.icmpError) else { return nil }
        let at = facts.payloadOffset
        let end = at + Int(facts.capturedPayload)
        guard at >= 0, end <= bytes.byteCount, end - at >= 1 else { return nil }
        switch bytes.u8(at) >> 4 {
        case 4: return quotedIPv4(bytes, at, end)
        case 6: return quotedIPv6(bytes, at, end)
        default: return nil
        }
    }

    private static func quotedIPv4(_ bytes: RawSpan, _ at: Int, _ end: Int) -> FlowKey? {
        guard end - at >= 20 else { return nil }
        let header = Int(bytes.u8(at) & 15) * 4
        guard header >= 20, bytes.u16(at + 6) & 0x1FFF == 0 else { return nil }
        return key(
            bytes, at + header, end, IPAddress(v4: bytes.u32(at + 12)), IPAddress(v4: bytes.u32(at + 16)),
            IPProtocol(rawValue: bytes.u8(at + 9)))
    }

    private static func quotedIPv6(_ bytes: RawSpan, _ at: Int, _ end: Int) -> FlowKey? {
        guard end - at >= 40 else { return nil }
        let source = IPAddress(high: bytes.u64(at + 8), low: bytes.u64(at + 16))
        let destination = IPAddress(high: bytes.u64(at + 24), low: bytes.u64(at + 32))
        var next = bytes.u8(at + 6)
        var cursor = at + 40
        for _ in 0..<Cursor.extensionLimit {
            switch next {
            case 0, 43, 60, 135, 139, 140, 51:
                guard end - cursor >= 2 else { return nil }
                let length = Int(bytes.u8(cursor + 1)) * (next == 51 ? 4 : 8) + 8
                next = bytes.u8(cursor)
                cursor += length
            case 44:
                guard end - cursor >= 8, bytes.u16(cursor + 2) & 0xFFF8 == 0 else { return nil }
                next = bytes.u8(cursor)
                cursor += 8
            default:
                return key(bytes, cursor, end, source, destination, IPProtocol(rawValue: next))
            }
        }
        return nil
    }

    private static func key(
        _ bytes: RawSpan, _ at: Int, _ end: Int, _ source: IPAddress, _ destination: IPAddress,
        _ transport: IPProtocol
    ) -> FlowKey? {
        var ports: (UInt16, UInt16) = (0, 0)
        switch transport {
        case .tcp, .udp, .sctp:
            guard end - at >= 4 else { return nil }
            ports = (bytes.u16(at), bytes.u16(at + 2))
        case .icmp, .icmpv6:
            guard end - at >= 2 else { return nil }
            let type = bytes.u8(at)
            let answer = transport == .icmp ? ICMPMessage.counterpart(type) : ICMPMessage.counterpart6(type)
            ports = (UInt16(type), UInt16(answer ?? bytes.u8(at + 1)))
        default: break
        }
        return FlowKey(
            initiator: source, initiatorPort: ports.0, responder: destination, responderPort: ports.1,
            transport: transport)
    }
}
