import Vocabulary

/// The part of a flow that only its turning points touch: first packet, change of state, report, end.
///
/// All-zero bytes are a valid, unused one, because that is what a fresh table is made of.
struct FlowBiography: BitwiseCopyable {
    var id: UInt64 = 0
    var firstSeen: Int64 = 0
    var history = FlowHistory()
    /// [responder, initiator], as in `FlowRecord.tallies`.
    var macs = InlineArray<2, MACAddress>(repeating: .none)
    /// Totals at the last report, modulo 2^32: what comes between two reports is far below that.
    var reported = InlineArray<2, Reported>(repeating: Reported())
    /// Sequence number of the first SYN.
    var sequence: UInt32 = 0
    /// The dissector's stream slot; 0 where there is none.
    var slot: UInt32 = 0
    /// Second (modulo 2^32) at which the wheel will look at the flow: other entries of it in the wheel are stale.
    var armed: UInt32 = 0
    var vlan: UInt16 = 0
    var interface: UInt16 = 0
    var ttls = InlineArray<2, UInt8>(repeating: 0)
    var firstFlags = TCPFlags()
    var icmpType: UInt8 = 0
    var icmpCode: UInt8 = 0

    struct Reported: BitwiseCopyable {
        var packets: UInt32 = 0
        var bytes: UInt32 = 0
        var payload: UInt32 = 0
    }
}

extension FlowBiography {
    /// What `record` counted since the last report; the next call starts from here.
    @inline(__always)
    mutating func takeDeltas(_ record: inout FlowRecord, into snapshot: inout FlowSnapshot) {
        Self.delta(record.tallies[1], &reported[1], &snapshot.initiator)
        Self.delta(record.tallies[0], &reported[0], &snapshot.responder)
    }

    @inline(__always)
    private static func delta(_ tally: FlowRecord.Tally, _ reported: inout Reported, _ side: inout FlowSnapshot.Side) {
        let packets = UInt32(truncatingIfNeeded: tally.packets)
        let bytes = UInt32(truncatingIfNeeded: tally.bytes)
        let payload = UInt32(truncatingIfNeeded: tally.payload)
        side.deltaPackets = packets &- reported.packets
        side.deltaBytes = bytes &- reported.bytes
        side.deltaPayload = payload &- reported.payload
        reported = Reported(packets: packets, bytes: bytes, payload: payload)
    }

    /// The flow as it stands. Both halves of it are lent: copies of them would cost more than what is written.
    @inline(__always)
    mutating func fill(_ snapshot: inout FlowSnapshot, _ record: inout FlowRecord) {
        snapshot.key = FlowKey(
            initiator: record.initiator, initiatorPort: record.initiatorPort, responder: record.responder,
            responderPort: record.responderPort, transport: record.transport)
        snapshot.id = id
        snapshot.firstSeen = Timestamp(nanoseconds: firstSeen)
        snapshot.lastSeen = Timestamp(nanoseconds: record.last)
        fill(&snapshot.initiator, &record, 1)
        fill(&snapshot.responder, &record, 0)
        snapshot.history = history
        snapshot.vlan = vlan
        snapshot.interface = interface
        snapshot.state = record.state
        snapshot.service = record.service
        snapshot.depth = record.depth
        snapshot.firstFlags = firstFlags
        snapshot.icmpType = icmpType
        snapshot.icmpCode = icmpCode
        snapshot.sawOpening = record.marks.contains(.sawOpening)
        snapshot.ending = record.ending
    }

    @inline(__always)
    private mutating func fill(_ side: inout FlowSnapshot.Side, _ record: inout FlowRecord, _ index: Int) {
        side.packets = record.tallies[index].packets
        side.bytes = record.tallies[index].bytes
        side.payload = record.tallies[index].payload
        side.mac = macs[index]
        side.flags = TCPFlags(rawValue: record.flags[index])
        side.ttl = ttls[index]
    }
}
