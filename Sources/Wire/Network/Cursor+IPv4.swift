import Bedrock
import Vocabulary

/// IPv4 (RFC 791) with options; fragments are tied to their flow by the fragment table.
///
/// A total length of zero is what a segmentation-offloading sender's own capture shows: the frame's length stands in.
/// A total length beyond the frame is noted (`badLength`) and reading goes on with what is there.
extension Cursor {
    mutating func ipv4(
        _ bytes: RawSpan, _ facts: inout PacketFacts, _ fragments: inout FragmentTable
    ) -> Header {
        facts.network = .ipv4
        guard has(20) else { return missing(20, .ipv4, &facts) }
        let first = bytes.u8(at)
        guard first >> 4 == 4 else { return stop(.ipv4, .badVersion, &facts) }
        facts.source = IPAddress(v4: bytes.u32(at + 12))
        facts.destination = IPAddress(v4: bytes.u32(at + 16))
        facts.ttl = bytes.u8(at + 8)
        let header = Int(first & 15) * 4
        guard header >= 20 else { return stop(.ipv4, .badLength, &facts) }
        let total = Int(bytes.u16(at + 2))
        facts.ipLength = UInt32(truncatingIfNeeded: total == 0 ? wireEnd - at : total)
        guard total == 0 || total >= header else { return stop(.ipv4, .badLength, &facts) }
        let part = bytes.u16(at + 6)
        if total > wireEnd - at, !isPartial { _ = stop(.ipv4, .badLength, &facts) }
        if total > 0 { limit(to: total) }
        guard has(header) else { return missing(header, .ipv4, &facts) }
        facts.transport = IPProtocol(rawValue: bytes.u8(at + 9))
        let identification = UInt32(bytes.u16(at + 4))
        at += header
        if part & 0x3FFF == 0 { return transport(bytes, &facts) }

        facts.marks.insert(.fragment)
        if part & 0x1FFF != 0 { return laterFragment(identification, Int(part & 0x1FFF), bytes, &facts, &fragments) }
        isPartial = true
        let next = transport(bytes, &facts)
        fragments.remember(&facts, identification, header: cutHeader)
        return next
    }

    /// A part that is not the first: the whole of it is payload, its ports come from the first part. `unit`: where it begins, in eight bytes.
    mutating func laterFragment(
        _ identification: UInt32, _ unit: Int, _ bytes: RawSpan, _ facts: inout PacketFacts,
        _ fragments: inout FragmentTable
    ) -> Header {
        facts.marks.insert(.laterFragment)
        let header: Int
        if unit == 1, facts.transport == .tcp, has(6) {
            let rest = TCPHeaderRest(
                acknowledgment: bytes.u32(at), window: has(8) ? bytes.u16(at + 6) : 0,
                flags: TCPFlags(rawValue: bytes.u8(at + 5)), header: (bytes.u8(at + 4) >> 4) * 4)
            header = fragments.restoreHeader(rest, &facts, identification)
        } else {
            header = fragments.restorePorts(&facts, identification)
        }
        // What is left of the first part's header is no payload.
        at += min(max(header - unit * 8, 0), end - at)
        payload(&facts)
        return .none
    }
}
