import Testing
import Vocabulary

@testable import Wire

@Suite struct FragmentTableTests {
    private func facts(_ host: UInt32, port: UInt16 = 0, at seconds: Double = 0) -> PacketFacts {
        var facts = PacketFacts()
        facts.source = IPAddress(v4: host)
        facts.destination = IPAddress(198, 51, 100, 2)
        facts.transport = .udp
        facts.sourcePort = port
        facts.timestamp = Timestamp(seconds: seconds)
        return facts
    }

    private func remember(_ table: inout FragmentTable, _ first: PacketFacts) {
        var first = first
        table.remember(&first, 5)
    }

    private func restored(_ table: borrowing FragmentTable, _ host: UInt32, _ id: UInt32, at seconds: Double) -> UInt16
    {
        var later = facts(host, at: seconds)
        table.restorePorts(&later, id)
        return later.sourcePort
    }

    @Test func `ports are given back for half a minute in either direction of time`() {
        var table = FragmentTable(FlowHash(seed: 1))
        remember(&table, facts(1, port: 99, at: 100))
        #expect(restored(table, 1, 5, at: 130) == 99)
        #expect(restored(table, 1, 5, at: 70) == 99)
        #expect(restored(table, 1, 5, at: 130.1) == 0)
        #expect(restored(table, 1, 6, at: 100) == 0)
        #expect(restored(table, 2, 5, at: 100) == 0)
    }

    @Test func `the same name again takes the place of the old one`() {
        var table = FragmentTable(FlowHash(seed: 1))
        remember(&table, facts(1, port: 99, at: 100))
        remember(&table, facts(1, port: 77, at: 101))
        #expect(restored(table, 1, 5, at: 101) == 77 && table.evictions == 0)
    }

    @Test func `a spray of fragments evicts the oldest and is counted, and memory stays what it was`() {
        var table = FragmentTable(FlowHash(seed: 1))
        for host in 0..<UInt32(20_000) { remember(&table, facts(host, port: 9, at: Double(host) / 10_000)) }
        #expect(table.evictions >= 20_000 - 4096)
        #expect(restored(table, 19_999, 5, at: 2) == 9)
        #expect(restored(table, 0, 5, at: 2) == 0)
    }
}
