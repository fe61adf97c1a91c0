import Vocabulary

/// The part of a flow that every packet touches: two cache lines, the name and clock in the first, the counters in the second.
///
/// All-zero bytes are a valid, unused record, because that is what a fresh table is made of.
struct FlowRecord: BitwiseCopyable {
    // First line.
    var initiatorBits = SIMD2<UInt64>()
    var responderBits = SIMD2<UInt64>()
    /// Latest stamp seen, in nanoseconds.
    var last: Int64 = 0
    /// What the bucket stores: the upper half of the packet hash with its lowest bit set.
    var hash: UInt32 = 0
    var unreportedPackets: UInt32 = 0
    /// Event time of the last report in units of 2^30 ns (1.07 s), modulo 2^32.
    var reportedAt: UInt32 = 0
    var initiatorPort: UInt16 = 0
    var responderPort: UInt16 = 0
    /// Bit per history letter written: a packet whose letters are all there has nothing to tell.
    var historySeen: UInt16 = 0
    var marks = Marks()
    var transport = IPProtocol(rawValue: 0)
    var depth: UInt8 = 0
    var state = TCPState.none
    var service = Service.unknown
    // Second line.
    /// [responder, initiator]
    var tallies = InlineArray<2, Tally>(repeating: Tally())
    /// Stamp of the initiator's last packet with payload; 0 before the first.
    var lastPulse: Int64 = 0
    var unreportedBytes: UInt32 = 0
    /// TCP flags seen: [responder, initiator]
    var flags = InlineArray<2, UInt8>(repeating: 0)
    /// Packets with payload that came after the end.
    var afterEnd: UInt8 = 0
    var ending = Ending.open

    struct Tally: BitwiseCopyable {
        var packets: UInt64 = 0
        var bytes: UInt64 = 0
        var payload: UInt64 = 0
    }

    struct Marks: OptionSet, BitwiseCopyable {
        var rawValue: UInt16
        static var live: Marks { Marks(rawValue: 1) }
        static var sawOpening: Marks { Marks(rawValue: 2) }
        static var wantsDissection: Marks { Marks(rawValue: 4) }
        /// The closed event was given; the record lingers for last ACKs.
        static var ended: Marks { Marks(rawValue: 8) }
        static var initiatorFinished: Marks { Marks(rawValue: 16) }
        static var responderFinished: Marks { Marks(rawValue: 32) }
        /// The refused event was given.
        static var refused: Marks { Marks(rawValue: 64) }
        /// Nothing but counting is left to do: established TCP without FIN, or not TCP.
        static var steady: Marks { Marks(rawValue: 128) }
        static var established: Marks { Marks(rawValue: 256) }
        /// The established event was given.
        static var establishedTold: Marks { Marks(rawValue: 2048) }
        /// The first SYN's sequence number is known.
        static var hasSequence: Marks { Marks(rawValue: 512) }
        /// Outer TCP or UDP with ports: counts among the distinct tuples.
        static var countsAsTuple: Marks { Marks(rawValue: 1024) }
        /// Another flow had this record before: it does not lie in order of id.
        static var reused: Marks { Marks(rawValue: 4096) }
    }
}

/// What an arrival means to a record it belongs to.
struct Arrival: BitwiseCopyable {
    /// 1 when the initiator sent it, else 0.
    var side: Int
    var ns: Int64
    var bytes: UInt32
    var payload: UInt32
    var flags: UInt8
    /// History bits this packet would write.
    var letters: UInt16
    /// It carries a readable TCP header.
    var isTCP: Bool
    /// Its own transport header could be read.
    var isReadable: Bool

    /// SYN, FIN or RST.
    @inline(__always)
    var isControl: Bool { flags & 7 != 0 }
}

/// What is due after a packet was counted.
struct Dues: OptionSet, BitwiseCopyable {
    var rawValue: UInt8
    static var report: Dues { Dues(rawValue: 1) }
    static var pulse: Dues { Dues(rawValue: 2) }
    /// It was not counted, because it may change more than counters.
    static var turn: Dues { Dues(rawValue: 4) }
}

extension FlowRecord {
    var initiator: IPAddress {
        get { IPAddress(initiatorBits) }
        set { initiatorBits = newValue.vector }
    }
    var responder: IPAddress {
        get { IPAddress(responderBits) }
        set { responderBits = newValue.vector }
    }

    static var reportPackets: UInt32 { 32 }
    static var reportBytes: UInt32 { 65_536 }
    /// 56 units of 2^30 ns: a minute.
    static var reportUnits: UInt32 { 56 }
    static var pulseGap: Int64 { 2_000_000_000 }

    /// Counts a packet that changes nothing but counters; of another one says `.turn`, uncounted.
    @inline(__always)
    mutating func absorb(_ arrival: Arrival, within quickGap: Int64, gap: inout Int64) -> Dues {
        guard marks.contains(.steady), !arrival.isControl, arrival.letters & ~historySeen == 0,
            arrival.ns &- last < quickGap, tallies[arrival.side].packets != 0
        else { return .turn }
        return count(arrival, gap: &gap)
    }

    /// Adds one packet to the counters. `gap` gets the initiator's silence where a pulse is due.
    @inline(__always)
    mutating func count(_ arrival: Arrival, gap: inout Int64) -> Dues {
        let side = arrival.side
        tallies[side].packets &+= 1
        tallies[side].bytes &+= UInt64(arrival.bytes)
        tallies[side].payload &+= UInt64(arrival.payload)
        flags[side] |= arrival.flags
        if arrival.ns > last { last = arrival.ns }
        unreportedPackets &+= 1
        unreportedBytes = unreportedBytes &+ min(arrival.bytes, Self.reportBytes)
        var dues = Dues()
        if unreportedPackets >= Self.reportPackets || unreportedBytes >= Self.reportBytes
            || UInt32(truncatingIfNeeded: last >> 30) &- reportedAt >= Self.reportUnits
        {
            dues.insert(.report)
        }
        if side == 1, arrival.payload != 0 {
            if lastPulse != 0, arrival.ns &- lastPulse >= Self.pulseGap {
                gap = arrival.ns &- lastPulse
                dues.insert(.pulse)
            }
            if arrival.ns > lastPulse { lastPulse = arrival.ns }
        }
        return dues
    }
}
