import Bedrock
import Vocabulary

/// The plain packet: Ethernet, at most two VLAN tags, IPv4 without options or IPv6 without extension headers, not
/// fragmented, TCP or UDP that carries no tunnel. Nearly all traffic is that, so it is read in one go, without calls.
///
/// Whatever does not fit (a short capture, a length that contradicts another) is refused and read layer by layer: the
/// facts of a plain packet are the same by either way.
extension Decoder {
    @inline(__always)
    mutating func readPlain(_ bytes: RawSpan, _ frame: FrameReference, _ facts: inout PacketFacts) -> Bool {
        let captured = Int(frame.captured)
        guard frame.link == .ethernet, frame.strippedTPID == 0, captured >= 42, captured <= Int(frame.wire),
            frame.offset >= 0, frame.offset <= bytes.byteCount - captured
        else { return false }
        let packet = bytes.extracting(droppingFirst: frame.offset)
        let destination = packet.u64(0)
        let source = packet.u64(6)
        var type = source & 0xFFFF
        var network = 14
        var vlan: UInt16 = 0
        var innerVLAN: UInt16 = 0
        if type == 0x8100 || type == 0x88A8 {
            let tag = packet.u32(14)
            vlan = UInt16(truncatingIfNeeded: tag >> 16) & 0xFFF
            type = UInt64(tag & 0xFFFF)
            network = 18
            if type == 0x8100 {
                let inner = packet.u32(18)
                innerVLAN = UInt16(truncatingIfNeeded: inner >> 16) & 0xFFF
                type = UInt64(inner & 0xFFFF)
                network = 22
            }
        }
        let transport: Int
        let length: Int
        if type == 0x0800 {
            guard captured >= network + 28 else { return false }
            let first = packet.u64(network)
            length = Int(first >> 32 & 0xFFFF)
            guard first >> 56 == 0x45, first & 0x3FFF == 0 else { return false }
            let second = packet.u64(network + 8)
            facts.source = IPAddress(v4: UInt32(truncatingIfNeeded: second))
            facts.destination = IPAddress(v4: packet.u32(network + 16))
            facts.ttl = UInt8(truncatingIfNeeded: second >> 56)
            facts.transport = IPProtocol(rawValue: UInt8(truncatingIfNeeded: second >> 48))
            facts.network = .ipv4
            transport = network + 20
        } else if type == 0x86DD {
            guard captured >= network + 48 else { return false }
            let first = packet.u64(network)
            length = Int(first >> 16 & 0xFFFF) + 40
            guard first >> 60 == 6, length > 40 else { return false }
            facts.source = IPAddress(high: packet.u64(network + 8), low: packet.u64(network + 16))
            facts.destination = IPAddress(high: packet.u64(network + 24), low: packet.u64(network + 32))
            facts.ttl = UInt8(truncatingIfNeeded: first)
            facts.transport = IPProtocol(rawValue: UInt8(truncatingIfNeeded: first >> 8))
            facts.network = .ipv6
            transport = network + 40
        } else {
            return false
        }
        let end = network + length
        guard end <= Int(frame.wire) else { return false }
        let first = packet.u64(transport)
        let payload: Int
        if facts.transport == .tcp {
            guard captured >= transport + 20 else { return false }
            let second = packet.u64(transport + 8)
            payload = transport + Int(second >> 26 & 0x3C)
            guard payload >= transport + 20, payload <= end, payload <= captured else { return false }
            facts.sequence = UInt32(truncatingIfNeeded: first)
            facts.acknowledgment = UInt32(truncatingIfNeeded: second >> 32)
            facts.tcpFlags = TCPFlags(rawValue: UInt8(truncatingIfNeeded: second >> 16))
            facts.window = UInt16(truncatingIfNeeded: second)
            counts.tcp &+= 1
            facts.payloadLength = UInt32(truncatingIfNeeded: end - payload)
            facts.capturedPayload = UInt32(truncatingIfNeeded: min(end, captured) - payload)
        } else if facts.transport == .udp {
            let stated = Int(first >> 16 & 0xFFFF)
            guard stated >= 8, transport + stated <= end, !Self.isTunnelPort(first) else { return false }
            payload = transport + 8
            facts.sequence = 0
            facts.acknowledgment = 0
            facts.tcpFlags = TCPFlags()
            facts.window = 0
            counts.udp &+= 1
            facts.payloadLength = UInt32(truncatingIfNeeded: stated - 8)
            facts.capturedPayload = UInt32(truncatingIfNeeded: min(transport + stated, captured) - payload)
        } else {
            return false
        }
        if facts.network == .ipv4 { counts.ipv4 &+= 1 } else { counts.ipv6 &+= 1 }
        facts.payloadOffset = frame.offset + payload
        facts.timestamp = frame.timestamp
        facts.order = ordinal << 3
        facts.sourceMAC = MACAddress(bits: source >> 16)
        facts.destinationMAC = MACAddress(bits: destination >> 16)
        facts.wireLength = frame.wire
        facts.ipLength = UInt32(truncatingIfNeeded: length)
        facts.sourcePort = UInt16(truncatingIfNeeded: first >> 48)
        facts.destinationPort = UInt16(truncatingIfNeeded: first >> 32)
        facts.vlan = vlan
        facts.innerVLAN = innerVLAN
        facts.interface = frame.interface
        facts.echoIdentifier = 0
        facts.marks = .hasTransport
        facts.depth = 0
        facts.icmpType = 0
        facts.icmpCode = 0
        facts.stop = .none
        facts.flow = .max
        facts.wantsDissection = false
        facts.fromInitiator = true
        facts.hash = hash.flow(
            facts.source, facts.sourcePort, facts.destination, facts.destinationPort, facts.transport)
        return true
    }

    /// Whether one of the two ports in the first 32 bits is that of a tunnel (`Cursor.udpTunnel`).
    @inline(__always)
    private static func isTunnelPort(_ ports: UInt64) -> Bool {
        let destination = ports >> 32 & 0xFFFF
        return destination == 4789 || destination == 8472 || destination == 4790 || destination == 6081
            || destination == 2152 || destination == 3544 || ports >> 48 == 3544
    }
}
