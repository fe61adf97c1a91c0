import Bedrock
package import Vocabulary

/// What the packet loop may ask and tell by record number (`PacketFacts.flow`), while the batch it came from is current.
extension FlowTable {
    /// The flow as it stands, without deltas.
    package mutating func snapshot(_ number: UInt32) -> FlowSnapshot {
        var snapshot = FlowSnapshot(key: .nobody)
        biographies[Int(number)].fill(&snapshot, &records[Int(number)])
        return snapshot
    }

    /// The dissector recognised the protocol.
    package mutating func setService(_ number: UInt32, _ service: Service) {
        records[Int(number)].service = service
    }

    /// The dissector wants no more payload of this flow.
    package mutating func stopDissection(_ number: UInt32) {
        records[Int(number)].marks.remove(.wantsDissection)
    }

    package mutating func wantsDissection(_ number: UInt32) -> Bool {
        records[Int(number)].marks.contains(.wantsDissection)
    }

    /// The dissector's stream slot of this flow; 0 where it has none.
    package mutating func slot(_ number: UInt32) -> UInt32 { biographies[Int(number)].slot }

    package mutating func setSlot(_ number: UInt32, _ slot: UInt32) { biographies[Int(number)].slot = slot }

    /// Tells what the packet loop read in a packet of this flow.
    package mutating func tell(
        _ kind: FlowEvent.Kind, _ detail: consuming FlowEvent.Detail, _ number: UInt32, order: UInt64,
        timestamp: Timestamp,
        into events: inout EventBuffer
    ) {
        let at = Int(number)
        events.append(kind, order, timestamp, detail) { biographies[at].fill(&$0, &records[at]) }
    }

    /// Packets of both sides so far.
    package mutating func packets(_ number: UInt32) -> UInt64 {
        records[Int(number)].tallies[0].packets &+ records[Int(number)].tallies[1].packets
    }
}
