import Bedrock
package import Vocabulary

extension Decoder {
    /// What an ARP packet, a neighbour solicitation or advertisement, a router advertisement or a redirect says about who
    /// has which address; nil for other packets and for router solicitations.
    ///
    /// Neighbour discovery (RFC 4861): a solicitation speaks for its IP source, an advertisement and a redirect for the
    /// target they name, a router advertisement for its IP source. Link-layer addresses come from the option of the
    /// message, and are `.none` where there is none. An unsolicited advertisement names itself as target too, as
    /// gratuitous ARP does.
    package static func neighbor(_ bytes: RawSpan, _ facts: borrowing PacketFacts) -> NeighborFact? {
        guard facts.marks.contains(.neighbor) else { return nil }
        let at = facts.payloadOffset
        let end = at + Int(facts.capturedPayload)
        guard at >= 0, end <= bytes.byteCount else { return nil }
        return facts.network == .arp ? arp(bytes, at, end, facts) : discovery(bytes, at, end, facts)
    }

    private static func arp(_ bytes: RawSpan, _ at: Int, _ end: Int, _ facts: borrowing PacketFacts) -> NeighborFact? {
        guard end - at >= 28, bytes.u16(at + 4) == 0x0604 else { return nil }
        let operation: NeighborFact.Operation
        switch bytes.u16(at + 6) {
        case 1: operation = .request
        case 2: operation = .reply
        default: return nil
        }
        return NeighborFact(
            operation: operation, isNDP: false, senderAddress: IPAddress(v4: bytes.u32(at + 14)),
            senderMAC: MACAddress(bits: bytes.u64(at + 8) >> 16), targetAddress: IPAddress(v4: bytes.u32(at + 24)),
            targetMAC: MACAddress(bits: bytes.u64(at + 16) & 0xFFFF_FFFF_FFFF), frameSource: facts.sourceMAC,
            frameDestination: facts.destinationMAC, vlan: facts.vlan)
    }

    private static func discovery(
        _ bytes: RawSpan, _ at: Int, _ end: Int, _ facts: borrowing PacketFacts
    ) -> NeighborFact? {
        let operation: NeighborFact.Operation
        let fixed: Int
        let option: UInt8
        switch facts.icmpType {
        case 134: (operation, fixed, option) = (.router, 8, 1)
        case 135: (operation, fixed, option) = (.request, 16, 1)
        case 136: (operation, fixed, option) = (.reply, 16, 2)
        case 137: (operation, fixed, option) = (.redirect, 32, 2)
        default: return nil
        }
        guard end - at >= fixed else { return nil }
        let named = operation == .router ? facts.source : IPAddress(high: bytes.u64(at), low: bytes.u64(at + 8))
        var sender = facts.source
        var target = named
        switch operation {
        case .router: target = facts.destination
        case .request: break
        case .reply:
            sender = named
            if !facts.destination.isMulticast { target = facts.destination }
        case .redirect:
            sender = named
            target = IPAddress(high: bytes.u64(at + 16), low: bytes.u64(at + 24))
        }
        return NeighborFact(
            operation: operation, isNDP: true, senderAddress: sender,
            senderMAC: linkLayerOption(option, bytes, at + fixed, end), targetAddress: target, targetMAC: .none,
            frameSource: facts.sourceMAC, frameDestination: facts.destinationMAC, vlan: facts.vlan)
    }

    /// The first source (1) or target (2) link-layer address option; at most 16 options are looked at.
    private static func linkLayerOption(_ kind: UInt8, _ bytes: RawSpan, _ start: Int, _ end: Int) -> MACAddress {
        var at = start
        for _ in 0..<16 {
            guard end - at >= 8 else { return .none }
            if bytes.u8(at) == kind { return MACAddress(bits: bytes.u64(at) & 0xFFFF_FFFF_FFFF) }
            let length = Int(bytes.u8(at + 1)) * 8
            guard length > 0 else { return .none }
            at += length
        }
        return .none
    }
}
