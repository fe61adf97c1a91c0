import Bedrock
import Vocabulary

/// Ethernet II, IEEE 802.3 with LLC and SNAP, and the tags of IEEE 802.1Q and 802.1ad.
///
/// Fooled by: captures that keep the frame check sequence (it counts as trailer, never as payload).
extension Cursor {
    /// At most this many VLAN tags are followed.
    static var tagLimit: Int { 8 }

    mutating func ethernet(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(14) else { return missing(14, .link, &facts) }
        facts.destinationMAC = MACAddress(bits: bytes.u64(at) >> 16)
        facts.sourceMAC = MACAddress(bits: bytes.u64(at + 6) >> 16)
        let type = bytes.u16(at + 12)
        at += 14
        return typeOrLength(type, bytes)
    }

    /// Values below 0x0600 are an IEEE 802.3 length, followed by LLC.
    private mutating func typeOrLength(_ value: UInt16, _ bytes: RawSpan) -> Header {
        guard value <= 1500 else { return .etherType(value) }
        limit(to: Int(value))
        // Novell's "raw" 802.3 has no LLC: its checksum field of all ones stands in its place.
        if has(2), bytes.u16(at) == 0xFFFF { return .etherType(0x8137) }
        return .llc
    }

    /// IEEE 802.2, and SNAP (RFC 1042) where it says so.
    mutating func llc(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(3) else { return missing(3, .link, &facts) }
        let services = bytes.u16(at)
        let control = bytes.u8(at + 2)
        if services == 0x0606, control == 3 {
            at += 3
            return .ipv4
        }
        guard services & 0xFEFE == 0xAAAA, control == 3 else { return .etherType(0) }
        guard has(8) else { return missing(8, .link, &facts) }
        let organisation = bytes.u32(at + 2) & 0xFF_FFFF
        let type = bytes.u16(at + 6)
        at += 8
        return organisation == 0 || organisation == 0xF8 ? .etherType(type) : .etherType(0)
    }

    /// One VLAN tag: the first is the outer one, the second the inner one, further ones are read over.
    mutating func vlan(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(4) else { return missing(4, .vlan, &facts) }
        guard tag(bytes.u16(at), &facts) else { return stop(.vlan, .tooDeep, &facts) }
        let type = bytes.u16(at + 2)
        at += 4
        return typeOrLength(type, bytes)
    }

    /// Takes the tag control information of one tag; false when there are more than are followed.
    mutating func tag(_ control: UInt16, _ facts: inout PacketFacts) -> Bool {
        if links == 0 { facts.vlan = control & 0xFFF }
        if links == 1 { facts.innerVLAN = control & 0xFFF }
        links += 1
        return links <= Self.tagLimit
    }
}
