import Bedrock
import Vocabulary

/// GRE (RFC 1701, 2784, 2890), its PPTP version 1 (RFC 2637), ERSPAN types I, II and III, and EtherIP (RFC 3378).
extension Cursor {
    /// At most this many source route entries (RFC 1701) are followed.
    static var routeLimit: Int { 16 }

    /// The packet that follows is tunnelled: a fact of its own.
    func tunnel(_ inner: Header, _ facts: inout PacketFacts) -> Header {
        facts.marks.insert(.carriesTunnel)
        return inner
    }

    mutating func gre(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(4) else { return missing(4, .tunnel, &facts) }
        let flags = bytes.u16(at)
        let type = bytes.u16(at + 2)
        let start = at
        var length = 4
        if flags & 0xC000 != 0 { length += 4 }
        if flags & 0x2000 != 0 { length += 4 }
        if flags & 0x1000 != 0 { length += 4 }
        switch flags & 7 {
        case 0: break
        case 1: if flags & 0x80 != 0 { length += 4 }
        default: return stop(.tunnel, .badVersion, &facts)
        }
        guard has(length) else { return missing(length, .tunnel, &facts) }
        at += length
        if flags & 7 == 1, flags & 0x2000 != 0 { limit(to: Int(bytes.u16(start + 4))) }
        if flags & 0x4000 != 0, flags & 7 == 0 {
            guard skipRoutes(bytes, &facts) else { return .none }
        }
        payload(&facts)
        if at == wireEnd { return .none }
        return carried(type, hasSequence: flags & 0x1000 != 0, bytes, &facts)
    }

    private mutating func carried(
        _ type: UInt16, hasSequence: Bool, _ bytes: RawSpan, _ facts: inout PacketFacts
    ) -> Header {
        switch type {
        case 0x0800, 0x86DD, 0x0806, 0x6558, 0x8847, 0x8848, 0x880B, 0x8100, 0x88A8:
            return tunnel(.etherType(type), &facts)
        // ERSPAN type I has no header of its own and no sequence number; type II has eight bytes.
        case 0x88BE:
            guard hasSequence else { return tunnel(.ethernet, &facts) }
            return erspan(8, bytes, &facts)
        case 0x22EB:
            guard has(12) else { return missing(12, .tunnel, &facts) }
            return erspan(bytes.u8(at + 11) & 1 == 1 ? 20 : 12, bytes, &facts)
        // WCCP: an optional four-byte redirect header before IPv4.
        case 0x883E:
            guard has(4) else { return missing(4, .tunnel, &facts) }
            if bytes.u8(at) >> 4 != 4 { at += 4 }
            return tunnel(.ipv4, &facts)
        default: return stop(.tunnel, .unsupported, &facts)
        }
    }

    private mutating func erspan(_ length: Int, _ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(length) else { return missing(length, .tunnel, &facts) }
        at += length
        return tunnel(.ethernet, &facts)
    }

    /// Source route entries: family, offset, length, information; one with family and length zero ends them.
    private mutating func skipRoutes(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Bool {
        for _ in 0..<Self.routeLimit {
            guard has(4) else {
                _ = missing(4, .tunnel, &facts)
                return false
            }
            let length = Int(bytes.u8(at + 3))
            let isLast = bytes.u16(at) == 0 && length == 0
            guard has(4 + length) else {
                _ = missing(4 + length, .tunnel, &facts)
                return false
            }
            at += 4 + length
            if isLast { return true }
        }
        _ = stop(.tunnel, .tooDeep, &facts)
        return false
    }

    /// Version 3 in the first four bits, twelve zero bits, then an Ethernet frame.
    mutating func etherIP(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        guard has(2) else { return missing(2, .tunnel, &facts) }
        guard bytes.u8(at) >> 4 == 3 else { return stop(.tunnel, .badVersion, &facts) }
        at += 2
        return tunnel(.ethernet, &facts)
    }
}
