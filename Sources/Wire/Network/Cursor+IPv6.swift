import Bedrock
import Vocabulary

/// IPv6 (RFC 8200) and its extension headers: hop-by-hop, routing, fragment, destination, authentication (RFC 4302),
/// mobility (RFC 6275), HIP (RFC 7401), shim6 (RFC 5533). ESP (RFC 4303) ends reading.
///
/// A payload length of zero is a jumbogram (RFC 2675) or an offloaded segment: the frame's length stands in.
extension Cursor {
    /// At most this many extension headers are followed.
    static var extensionLimit: Int { 16 }

    mutating func ipv6(
        _ bytes: RawSpan, _ facts: inout PacketFacts, _ fragments: inout FragmentTable
    ) -> Header {
        // Another version here is not a damaged IPv6 header but something else.
        if has(1), bytes.u8(at) >> 4 != 6 {
            facts.network = .other
            return stop(.ipv6, .badVersion, &facts)
        }
        facts.network = .ipv6
        guard has(40) else { return missing(40, .ipv6, &facts) }
        facts.source = IPAddress(high: bytes.u64(at + 8), low: bytes.u64(at + 16))
        facts.destination = IPAddress(high: bytes.u64(at + 24), low: bytes.u64(at + 32))
        facts.ttl = bytes.u8(at + 7)
        let length = Int(bytes.u16(at + 4))
        facts.ipLength = UInt32(truncatingIfNeeded: length == 0 ? wireEnd - at : 40 + length)
        if length + 40 > wireEnd - at, !isPartial { _ = stop(.ipv6, .badLength, &facts) }
        if length > 0 { limit(to: 40 + length) }
        facts.transport = IPProtocol(rawValue: bytes.u8(at + 6))
        at += 40
        return extensions(bytes, &facts, &fragments)
    }

    private mutating func extensions(
        _ bytes: RawSpan, _ facts: inout PacketFacts, _ fragments: inout FragmentTable
    ) -> Header {
        var identification: UInt32?
        for _ in 0..<Self.extensionLimit {
            switch facts.transport.rawValue {
            case 0, 43, 60, 135, 139, 140:
                guard skipExtension(unit: 8, bytes, &facts) else { return .none }
            case 51:
                guard skipExtension(unit: 4, bytes, &facts) else { return .none }
            case 44:
                guard has(8) else { return missing(8, .fragment, &facts) }
                let part = bytes.u16(at + 2)
                let number = bytes.u32(at + 4)
                facts.transport = IPProtocol(rawValue: bytes.u8(at))
                at += 8
                // An atomic fragment (RFC 6946) is a whole packet.
                if part & 0xFFF9 == 0 { continue }
                facts.marks.insert(.fragment)
                if part & 0xFFF8 != 0 { return laterFragment(number, Int(part >> 3), bytes, &facts, &fragments) }
                isPartial = true
                identification = number
            default:
                let next = transport(bytes, &facts)
                if let identification { fragments.remember(&facts, identification, header: cutHeader) }
                return next
            }
        }
        return stop(.extensionHeader, .tooDeep, &facts)
    }

    /// Reads over one extension header: next header, length in units beyond the first eight bytes.
    mutating func skipExtension(unit: Int, _ bytes: RawSpan, _ facts: inout PacketFacts) -> Bool {
        guard has(2) else {
            _ = missing(2, .extensionHeader, &facts)
            return false
        }
        let length = Int(bytes.u8(at + 1)) * unit + 8
        guard has(length) else {
            _ = missing(length, .extensionHeader, &facts)
            return false
        }
        facts.transport = IPProtocol(rawValue: bytes.u8(at))
        at += length
        return true
    }
}
