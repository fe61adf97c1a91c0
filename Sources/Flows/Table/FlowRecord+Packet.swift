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
        let ports = UInt32(initiatorPort) | UInt32(responderPort) << 16
        let sent = UInt32(name.sourcePort) | UInt32(name.destinationPort) << 16
        let same = sameBits[0] | sameBits[1] | UInt64(ports ^ sent)
        let turned = turnedBits[0] | turnedBits[1] | UInt64(ports ^ (sent << 16 | sent >> 16))
        guard same == 0 || turned == 0, transport == name.transport, depth == name.depth else { return false }
        forward = same == 0
        return true
    }
}

extension FlowRecord {
    /// Counts a plain packet where that is all there is to do: one of this flow, which is steady, with nothing new in it and nothing due
    /// after it. Otherwise changes nothing and says so; `absorb` then does what it would have done, and the rest.
    ///
    /// Nearly every packet ends here, so it is a short way, with numbers in place of branches where nobody can foresee which it is: who
    /// sent it, and what it carries.
    @inline(__always)
    mutating func pass(_ fact: inout PacketFacts, within quickGap: Int64) -> Bool {
        let ports = UInt32(initiatorPort) | UInt32(responderPort) << 16
        let sent = UInt32(fact.sourcePort) | UInt32(fact.destinationPort) << 16
        let forward = isBetween(fact.source, fact.destination, ports ^ sent)
        let backward = isBetween(fact.destination, fact.source, ports ^ (sent << 16 | sent >> 16))
        guard forward | backward != 0 else { return false }
        let flags = fact.tcpFlags.rawValue
        let unusual = (transport.rawValue ^ fact.transport.rawValue) | depth | (flags & 7)
        guard unusual == 0, marks.contains(.steady) else { return false }
        let side = Int(truncatingIfNeeded: forward)
        let payload = fact.payloadLength
        let isData: UInt64 = payload != 0 ? 1 : 0
        // Data, or nothing but an acknowledgement; a letter of this side that was written says that this side has spoken.
        let letter: UInt16 = payload != 0 ? 8 : flags & 0x17 == 0x10 ? 4 : 0
        let speaks = forward & isData
        let ns = fact.timestamp.nanoseconds
        let latest = max(last, ns)
        let packets = unreportedPackets &+ 1
        let bytes = unreportedBytes &+ fact.ipLength
        // Most flows have all letters of data and acknowledgement soon.
        let hasAll: UInt16 = historySeen & 0x0C0C == 0x0C0C ? 1 : 0
        guard historySeen & letter &<< UInt16(truncatingIfNeeded: side &* 8) | hasAll != 0, ns &- last < quickGap,
            packets < Self.reportPackets,
            bytes < Self.reportBytes, UInt32(truncatingIfNeeded: latest >> 30) &- reportedAt < Self.reportUnits
        else { return false }
        let isPulse: UInt64 = (lastPulse != 0 ? 1 : 0) & (ns &- lastPulse >= Self.pulseGap ? 1 : 0)
        guard speaks & isPulse == 0 else { return false }
        lastPulse = max(lastPulse, speaks != 0 ? ns : 0)
        tallies[side].packets &+= 1
        tallies[side].bytes &+= UInt64(fact.ipLength)
        tallies[side].payload &+= UInt64(payload)
        self.flags[side] |= flags
        last = latest
        unreportedPackets = packets
        unreportedBytes = bytes
        fact.fromInitiator = forward != 0
        fact.wantsDissection = fact.capturedPayload > 0 && marks.contains(.wantsDissection)
        return true
    }
}

extension FlowRecord {
    /// 1 when sent by `initiator` to `responder`, with nothing that differs in the ports; 0 otherwise.
    ///
    /// The top bit of `(x - 1) & ~x` says that x is zero: of a comparison the compiler would make a branch, taken by every other packet.
    @inline(__always)
    private func isBetween(_ initiator: IPAddress, _ responder: IPAddress, _ ports: UInt32) -> UInt64 {
        let bits = (initiatorBits ^ initiator.vector) | (responderBits ^ responder.vector)
        let differs = bits[0] | bits[1] | UInt64(ports)
        return ((differs &- 1) & ~differs) &>> 63
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
