import Testing
import Vocabulary

@testable import Wire

@Suite struct DatagramMemoryTests {
    @Test func `what is remembered fits into the slot and comes back out of it`() {
        var memory = DatagramMemory()
        memory.service = .snmp
        for _ in 0..<3 { memory.count(0) }
        for _ in 0..<300 { memory.count(1) }
        let read = DatagramMemory(slot: memory.slot)
        #expect(read?.service == .snmp)
        #expect(read?.sent[0] == 3)
        #expect(read?.sent[1] == 255)
        #expect(DatagramMemory(slot: 17) == nil)
        #expect(DatagramMemory(slot: .max) == nil)
    }

    @Test func `an unknown protocol is given up after two datagrams each way or four one way`() {
        var dissector = Dissector()
        var sink = FactSink()
        let bytes = [UInt8](repeating: 0x55, count: 40)
        var slot: UInt32 = 0
        for turn in 0..<4 {
            let verdict = dissector.observeDatagram(
                bytes, fromInitiator: turn % 2 == 0, port: 9999, slot: slot, into: &sink)
            #expect(verdict.wantsMore == (turn < 3))
            slot = verdict.slot
        }
        slot = 0
        for turn in 0..<4 {
            let verdict = dissector.observeDatagram(bytes, port: 9999, slot: slot, into: &sink)
            #expect(verdict.wantsMore == (turn < 3))
            slot = verdict.slot
        }
        #expect(dissector.pool.streams.isEmpty)
    }

    @Test func `DNS is read on its port both ways, and known by its content on others`() {
        // id, flags, one question | "a.example", A, IN
        let query = hex("1234 0100 0001 0000 0000 0000 01 61 07 6578616D706C65 00 0001 0001")
        for port in [53, 5300] as [UInt16] {
            var dissector = Dissector()
            var sink = FactSink()
            let first = dissector.observeDatagram(query, port: port, into: &sink)
            #expect(first.service == .dns)
            let second = dissector.observeDatagram(
                query, fromInitiator: false, port: port, slot: first.slot, into: &sink)
            #expect(second.service == nil)
            #expect(second.wantsMore)
            #expect(sink.facts.count == 2)
        }
    }
}
