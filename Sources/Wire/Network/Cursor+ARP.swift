import Bedrock
import Vocabulary

/// ARP (RFC 826): only that it is there, and whose addresses it names; `neighbor` reads the body.
extension Cursor {
    mutating func arp(_ bytes: RawSpan, _ facts: inout PacketFacts) -> Header {
        facts.network = .arp
        payload(&facts)
        guard has(8) else { return missing(8, .arp, &facts) }
        let hardware = Int(bytes.u8(at + 4))
        let address = Int(bytes.u8(at + 5))
        let length = 8 + 2 * (hardware + address)
        guard has(length) else { return missing(length, .arp, &facts) }
        facts.payloadLength = UInt32(length)
        facts.capturedPayload = UInt32(length)
        guard bytes.u16(at + 2) == 0x0800, address == 4 else { return stop(.arp, .unsupported, &facts) }
        facts.source = IPAddress(v4: bytes.u32(at + 8 + hardware))
        facts.destination = IPAddress(v4: bytes.u32(at + 12 + 2 * hardware))
        if hardware == 6 { facts.marks.insert(.neighbor) }
        return .none
    }
}
