import Testing
import Vocabulary

@testable import Flows

/// The table's record, not the one that is stored.
private typealias Record = Flows.FlowRecord

@Suite struct FlowRecordTests {
    @Test func `a record is two cache lines and its life story fits beside it`() {
        #expect(MemoryLayout<Record>.size == 128)
        #expect(MemoryLayout<Record>.stride == 128)
        #expect(MemoryLayout<Record>.offset(of: \.tallies) == 64)
        #expect(MemoryLayout<FlowBiography>.stride <= 112)
    }

    private func record() -> (Record, PacketFacts) {
        var fact = packet(.tcp, [.ack, .psh], at: 1, payload: 10)
        fact.isPlain = fact.looksPlain
        var record = Record()
        record.initiator = fact.source
        record.responder = fact.destination
        record.initiatorPort = fact.sourcePort
        record.responderPort = fact.destinationPort
        record.transport = .tcp
        record.marks = [.live, .steady]
        record.last = fact.timestamp.nanoseconds
        record.reportedAt = UInt32(truncatingIfNeeded: record.last >> 30)
        // Both sides have sent data and nothing but acknowledgements.
        record.historySeen = 0x0C0C
        return (record, fact)
    }

    @Test func `a plain packet with nothing new is counted at once, for the side that sent it`() {
        var (record, fact) = record()
        #expect(fact.isPlain)
        let first = record.pass(&fact, within: 1_000_000_000)
        #expect(first && fact.fromInitiator)
        #expect(record.tallies[1].packets == 1 && record.tallies[1].payload == 10)
        #expect(record.tallies[1].bytes == UInt64(fact.ipLength) && record.flags[1] == fact.tcpFlags.rawValue)
        (fact.source, fact.destination) = (fact.destination, fact.source)
        (fact.sourcePort, fact.destinationPort) = (fact.destinationPort, fact.sourcePort)
        let second = record.pass(&fact, within: 1_000_000_000)
        #expect(second && !fact.fromInitiator)
        #expect(record.tallies[0].packets == 1 && record.unreportedPackets == 2)
    }

    @Test func `whatever needs a second look is left as it was`() {
        let changes: [(inout Record, inout PacketFacts) -> Void] = [
            { record, _ in record.marks.remove(.steady) }, { record, _ in record.historySeen = 0 },
            { record, _ in record.unreportedPackets = Record.reportPackets - 1 },
            { record, _ in record.unreportedBytes = Record.reportBytes - 1 },
            { record, _ in record.reportedAt &-= Record.reportUnits },
            { record, fact in record.lastPulse = fact.timestamp.nanoseconds - Record.pulseGap },
            { record, _ in record.last -= 1_000_000_000 }, { _, fact in fact.tcpFlags = [.ack, .fin] },
            { _, fact in fact.sourcePort += 1 }, { _, fact in fact.source.low += 1 },
            { _, fact in fact.source = fact.destination }, { _, fact in fact.transport = .udp },
            { record, _ in record.depth = 1 },
        ]
        for change in changes {
            var (record, fact) = record()
            change(&record, &fact)
            let passed = record.pass(&fact, within: 1_000_000_000)
            #expect(!passed)
            #expect(record.tallies[1].packets == 0 && record.tallies[0].packets == 0)
        }
    }
}
