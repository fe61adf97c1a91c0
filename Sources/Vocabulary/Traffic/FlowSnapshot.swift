/// One flow as it stood at the moment of an event: a copy, so nobody upstairs holds a record of the flow table.
///
/// `packets`, `bytes` (IP bytes) and `payload` (transport payload bytes) count both directions since the flow was opened.
public struct FlowSnapshot: Sendable, BitwiseCopyable {
    /// `order` of the flow's first packet: unique in a capture and the same whatever the number of workers.
    public var id: UInt64 = 0
    public var key: FlowKey
    public var firstSeen = Timestamp(nanoseconds: 0)
    public var lastSeen = Timestamp(nanoseconds: 0)
    public var initiator = Side()
    public var responder = Side()
    public var history = FlowHistory()
    public var vlan: UInt16 = 0
    public var interface: UInt16 = 0
    public var state = TCPState.none
    public var service = Service.unknown
    /// Tunnel depth of the flow's packets.
    public var depth: UInt8 = 0
    /// Flags of the very first packet: what a scan looks like.
    public var firstFlags = TCPFlags()
    /// ICMP type and code of the first packet.
    public var icmpType: UInt8 = 0
    public var icmpCode: UInt8 = 0
    /// True when the opening (SYN, or a datagram with nothing before it) was seen; false for a TCP flow joined midway.
    public var sawOpening = false
    /// Why it ended; `.open` while it lives.
    public var ending = Ending.open

    @inlinable @inline(__always)
    public init(key: FlowKey) { self.key = key }

    /// What one side sent.
    public struct Side: Sendable, BitwiseCopyable {
        public var packets: UInt64 = 0
        public var bytes: UInt64 = 0
        public var payload: UInt64 = 0
        /// What was added since the previous event of this flow that reported counters (`opened`, `progressed`, `closed`; zero in all
        /// other events): sum them and no flow needs to be remembered.
        public var deltaPackets: UInt32 = 0
        public var deltaBytes: UInt32 = 0
        public var deltaPayload: UInt32 = 0
        public var mac = MACAddress.none
        public var flags = TCPFlags()
        public var ttl: UInt8 = 0
        @inlinable @inline(__always)
        public init() {}
    }

    /// Seconds from the first to the last packet; never negative.
    public var duration: Double { max(0, lastSeen.seconds(since: firstSeen)) }
}

/// How far a TCP connection has come, as far as the wire shows.
public enum TCPState: UInt8, Sendable, BitwiseCopyable {
    /// Not TCP.
    case none
    /// SYN seen, nothing back.
    case opening
    /// SYN and SYN-ACK seen.
    case answered
    /// Both sides spoke after the handshake, or the flow was joined midway with data in it.
    case established
    /// One FIN seen, or both.
    case halfClosed, closed
    /// RST from the responder before it was established; RST afterwards, by either side.
    case refused, reset
    /// First packet was neither SYN nor SYN-ACK, and nothing came back (stealth probes, flows joined midway).
    case midstream
}

/// Why a flow ended.
public enum Ending: UInt8, Sendable, BitwiseCopyable {
    case open, closed, reset, refused, idle, evicted, captureEnd, replaced
}

/// Zeek's `history` letters in order of first appearance, at most 16 (4 bits each). Upper case: initiator.
public struct FlowHistory: Sendable, BitwiseCopyable, Hashable {
    public var letters: UInt64 = 0
    public var count: UInt8 = 0
    /// Bit per letter already written: 8 letters × 2 sides.
    public var seen: UInt16 = 0
    @inlinable
    public init() {}

    /// Codes: s h a d f r c i (SYN, SYN-ACK, pure ACK, data, FIN, RST, bad checksum or content gap, inconsistent flags).
    public enum Letter: UInt8, Sendable { case s, h, a, d, f, r, c, i }

    @inlinable @inline(__always)
    public mutating func add(_ letter: Letter, fromInitiator: Bool) {
        let code = letter.rawValue | (fromInitiator ? 8 : 0)
        let bit = UInt16(1) << UInt16(code)
        guard seen & bit == 0, count < 16 else { return }
        seen |= bit
        letters |= UInt64(code) << UInt64(count * 4)
        count += 1
    }
}

extension FlowHistory: CustomStringConvertible {
    /// Such as `ShADadFf`.
    public var description: String {
        let names = Array("shadfrci")
        return String(
            (0..<Int(count)).map { index in
                let code = Int(letters >> UInt64(index * 4) & 15)
                let name = names[code & 7]
                return code & 8 != 0 ? Character(name.uppercased()) : name
            })
    }
}
