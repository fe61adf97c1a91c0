import Bedrock
import Vocabulary

/// The plain packet: Ethernet, at most two VLAN tags, IPv4 without options or IPv6 without extension headers, not
/// fragmented, TCP or UDP that carries no tunnel. Nearly all traffic is that, so it is read in one go, without calls.
///
/// Whatever does not fit (a short capture, a length that contradicts another) is refused and read layer by layer: the
/// facts of a plain packet are the same by either way. Each step is written into the one before it, so that behind a header without
/// tags every offset is a number the compiler knows.
extension Decoder {
    @inline(__always)
    mutating func readPlain(_ bytes: RawSpan, _ frame: inout FrameReference, _ facts: inout PacketFacts) -> Bool {
        let captured = frame.captured
        // Ethernet without a tag that was taken out.
        guard frame.link.rawValue ^ LinkType.ethernet.rawValue | frame.strippedTPID == 0, captured >= 42,
            captured <= frame.wire
        else { return false }
        let isRead = bytes.withPiece(frame.offset, Int(captured)) { packet in
            switch packet.u16(12) {
            case 0x0800: readIPv4(packet, 14, &frame, &facts, (0, 0))
            case 0x86DD: readIPv6(packet, &frame, &facts)
            case 0x8100, 0x88A8: readTagged(packet, &frame, &facts)
            default: false
            }
        }
        return isRead ?? false
    }

    @inline(never)
    private mutating func readTagged(
        _ packet: RawSpan, _ frame: inout FrameReference, _ facts: inout PacketFacts
    ) -> Bool {
        var type = packet.u16(16)
        var network = 18
        var tags = (outer: packet.u16(14) & 0xFFF, inner: UInt16(0))
        if type == 0x8100 {
            tags.inner = packet.u16(18) & 0xFFF
            type = packet.u16(20)
            network = 22
        }
        switch type {
        case 0x0800: return readIPv4(packet, network, &frame, &facts, tags)
        case 0x86DD: return readIPv6(packet, network, &frame, &facts, tags)
        default: return false
        }
    }

    /// Apart from IPv4, so that each has the registers for itself.
    @inline(never)
    private mutating func readIPv6(
        _ packet: RawSpan, _ frame: inout FrameReference, _ facts: inout PacketFacts
    ) -> Bool {
        readIPv6(packet, 14, &frame, &facts, (0, 0))
    }

    @inline(__always)
    private mutating func readIPv4(
        _ packet: RawSpan, _ network: Int, _ frame: inout FrameReference, _ facts: inout PacketFacts,
        _ tags: (outer: UInt16, inner: UInt16)
    ) -> Bool {
        guard packet.byteCount >= network &+ 28 else { return false }
        let first = packet.u64(network)
        let length = UInt32(truncatingIfNeeded: first >> 32 & 0xFFFF)
        // Version 4, five words, neither a fragment nor followed by one.
        guard first & 0xFF00_0000_0000_3FFF == 0x4500_0000_0000_0000,
            UInt32(truncatingIfNeeded: network) &+ length <= frame.wire
        else { return false }
        facts.network = .ipv4
        facts.ipLength = length
        let second = packet.u64(network &+ 8)
        let transport = IPProtocol(rawValue: UInt8(truncatingIfNeeded: second >> 48))
        facts.ttl = UInt8(truncatingIfNeeded: second >> 56)
        facts.source = IPAddress(v4: UInt32(truncatingIfNeeded: second))
        facts.destination = IPAddress(v4: packet.u32(network &+ 16))
        guard
            readTransport(
                packet, network &+ 20, transport, end: network &+ Int(truncatingIfNeeded: length), &frame, &facts)
        else { return false }
        counts.ipv4 &+= 1
        finish(packet, &frame, &facts, tags)
        return true
    }

    @inline(__always)
    private mutating func readIPv6(
        _ packet: RawSpan, _ network: Int, _ frame: inout FrameReference, _ facts: inout PacketFacts,
        _ tags: (outer: UInt16, inner: UInt16)
    ) -> Bool {
        guard packet.byteCount >= network &+ 48 else { return false }
        let first = packet.u64(network)
        let length = Int(first >> 16 & 0xFFFF) &+ 40
        guard first >> 60 == 6, length > 40, network &+ length <= Int(frame.wire) else { return false }
        facts.ipLength = UInt32(truncatingIfNeeded: length)
        facts.source = IPAddress(high: packet.u64(network &+ 8), low: packet.u64(network &+ 16))
        facts.destination = IPAddress(high: packet.u64(network &+ 24), low: packet.u64(network &+ 32))
        guard facts.source.high | facts.source.low | facts.destination.high | facts.destination.low != 0 else {
            return false
        }
        facts.ttl = UInt8(truncatingIfNeeded: first)
        facts.network = .ipv6
        let transport = IPProtocol(rawValue: UInt8(truncatingIfNeeded: first >> 8))
        guard readTransport(packet, network &+ 40, transport, end: network &+ length, &frame, &facts) else {
            return false
        }
        counts.ipv6 &+= 1
        finish(packet, &frame, &facts, tags)
        return true
    }

    /// `end` is where the IP packet ends by its own header; the eight bytes at `at` are there.
    @inline(__always)
    private mutating func readTransport(
        _ packet: RawSpan, _ at: Int, _ transport: IPProtocol, end: Int, _ frame: inout FrameReference,
        _ facts: inout PacketFacts
    ) -> Bool {
        let captured = packet.byteCount
        let first = packet.u64(at)
        // First what the addresses and ports are needed for: nothing of them is kept for later.
        facts.transport = transport
        facts.sourcePort = UInt16(truncatingIfNeeded: first >> 48)
        facts.destinationPort = UInt16(truncatingIfNeeded: first >> 32)
        facts.hash = hash.flow(
            facts.source, UInt16(truncatingIfNeeded: first >> 48), facts.destination,
            UInt16(truncatingIfNeeded: first >> 32), transport)
        let payload: Int
        let last: Int
        if transport == .tcp {
            guard captured >= at &+ 20 else { return false }
            let second = packet.u64(at &+ 8)
            let size = Int(second >> 26 & 0x3C)
            payload = at &+ size
            last = end
            guard size >= 20, payload <= end, payload <= captured else { return false }
            facts.sequence = UInt32(truncatingIfNeeded: first)
            facts.acknowledgment = UInt32(truncatingIfNeeded: second >> 32)
            facts.tcpFlags = TCPFlags(rawValue: UInt8(truncatingIfNeeded: second >> 16))
            facts.window = UInt16(truncatingIfNeeded: second)
            counts.tcp &+= 1
        } else if transport == .udp {
            let stated = Int(first >> 16 & 0xFFFF)
            payload = at &+ 8
            last = at &+ stated
            guard stated >= 8, last <= end, !Self.isTunnelPort(first) else { return false }
            facts.sequence = 0
            facts.acknowledgment = 0
            facts.tcpFlags = TCPFlags()
            facts.window = 0
            counts.udp &+= 1
        } else {
            return false
        }
        facts.payloadLength = UInt32(truncatingIfNeeded: last &- payload)
        facts.capturedPayload = UInt32(truncatingIfNeeded: min(last, captured) &- payload)
        facts.payloadOffset = frame.offset &+ payload
        return true
    }

    /// What is left to say of a packet that was read.
    @inline(__always)
    private func finish(
        _ packet: RawSpan, _ frame: inout FrameReference, _ facts: inout PacketFacts,
        _ tags: (outer: UInt16, inner: UInt16)
    ) {
        facts.timestamp = frame.timestamp
        facts.order = ordinal << 3
        facts.sourceMAC = MACAddress(bits: packet.u64(6) >> 16)
        facts.destinationMAC = MACAddress(bits: packet.u64(0) >> 16)
        facts.wireLength = frame.wire
        facts.interface = frame.interface
        facts.flow = .max
        facts.vlan = tags.outer
        facts.innerVLAN = tags.inner
        facts.echoIdentifier = 0
        facts.marks = .hasTransport
        facts.depth = 0
        facts.icmpType = 0
        facts.icmpCode = 0
        facts.stop = .none
        facts.wantsDissection = false
        facts.fromInitiator = true
        facts.isForeign = false
        facts.isPlain = true
    }

    /// Whether one of the two ports in the first 32 bits is that of a tunnel (`Cursor.udpTunnel`).
    @inline(__always)
    private static func isTunnelPort(_ ports: UInt64) -> Bool {
        let destination = ports >> 32 & 0xFFFF
        return destination == 4789 || destination == 8472 || destination == 4790 || destination == 6081
            || destination == 2152 || destination == 3544 || ports >> 48 == 3544
    }
}
