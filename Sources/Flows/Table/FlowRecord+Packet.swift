import Vocabulary

/// What names the flow of a packet, in the few registers it takes: the whole fact is 170 bytes, and copies of it cost more than
/// the look-up.
struct PacketName: BitwiseCopyable {
    var source: IPAddress
    var destination: IPAddress
    var sourcePort: UInt16
    var destinationPort: UInt16
    var transport: IPProtocol
    var depth: UInt8

    @inline(__always)
    var hasAddresses: Bool { source.high | source.low | destination.high | destination.low != 0 }
}

extension FlowRecord {
    /// True when a packet of this name belongs to this flow; `forward` is set when it does: did the initiator send it?
    @inline(__always)
    func matches(_ name: PacketName, forward: inout Bool) -> Bool {
        let (source, destination) = (name.source.vector, name.destination.vector)
        let sameBits = (initiatorBits ^ source) | (responderBits ^ destination)
        let turnedBits = (initiatorBits ^ destination) | (responderBits ^ source)
        let ports = UInt32(initiatorPort) << 16 | UInt32(responderPort)
        let sent = UInt32(name.sourcePort) << 16 | UInt32(name.destinationPort)
        let same = sameBits[0] | sameBits[1] | UInt64(ports ^ sent)
        let turned = turnedBits[0] | turnedBits[1] | UInt64(ports ^ (sent << 16 | sent >> 16))
        guard same == 0 || turned == 0, transport == name.transport, depth == name.depth else { return false }
        forward = same == 0
        return true
    }
}

extension IPAddress {
    /// The address as a vector: two are compared at once.
    @inline(__always)
    var vector: SIMD2<UInt64> { SIMD2(high, low) }

    @inline(__always)
    init(_ vector: SIMD2<UInt64>) { self.init(high: vector[0], low: vector[1]) }
}

extension PacketFacts.Marks {
    /// The transport header was read in this very packet.
    @inline(__always)
    var isReadable: Bool {
        rawValue & (Self.hasTransport.rawValue | Self.laterFragment.rawValue) == Self.hasTransport.rawValue
    }
}

extension Arrival {
    /// What a packet counts for. Lengths that a header claims beyond the packet on the link must be cut to it before: a forged
    /// length field must not look like an exfiltration.
    @inline(__always)
    init(
        _ transport: IPProtocol, _ flags: TCPFlags, _ marks: PacketFacts.Marks, payload: UInt32, bytes: UInt32,
        ns: Int64,
        fromInitiator: Bool
    ) {
        let side = fromInitiator ? 1 : 0
        let isReadable = marks.isReadable
        let isTCP = transport == .tcp && isReadable
        let flags = isTCP ? flags.rawValue : 0
        var letters: UInt16 = 0
        if payload != 0, transport == .tcp && isReadable || transport == .udp {
            letters = 1 << UInt16(FlowHistory.Letter.d.rawValue)
        } else if flags & 0x17 == TCPFlags.ack.rawValue {
            letters = 1 << UInt16(FlowHistory.Letter.a.rawValue)
        }
        self.side = side
        self.ns = ns
        self.bytes = bytes
        self.payload = payload
        self.flags = flags
        self.letters = letters << UInt16(side * 8)
        self.isTCP = isTCP
        self.isReadable = isReadable
    }
}
