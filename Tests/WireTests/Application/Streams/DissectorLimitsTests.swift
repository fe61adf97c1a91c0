import Testing
import Vocabulary

@testable import Wire

@Suite struct DissectorLimitsTests {
    @Test func `a spray of streams keeps to the number of places and pushes out idle ones`() {
        var limits = DissectorLimits()
        limits.streams = 64
        var dissector = Dissector(limits: limits)
        var sink = FactSink()
        let hello = Segment(fromInitiator: true, sequence: 1, acknowledgment: 1, bytes: Array("USER x\r\n".utf8))
        var slots: [UInt32] = []
        for _ in 0..<1000 {
            let verdict = dissector.observe(hello, port: 21, slot: 0, into: &sink)
            #expect(verdict.wantsMore)
            slots.append(verdict.slot)
        }
        #expect(dissector.pool.streams.count == 64)
        #expect(dissector.counters.evicted == 1000 - 64)
        #expect(Set(slots).count == 1000)
        var stale = hello
        stale.sequence = 9
        #expect(dissector.observe(stale, port: 21, slot: slots[0], into: &sink) == .finished)
        #expect(dissector.observe(stale, port: 21, slot: slots[999], into: &sink).wantsMore)
        for slot in slots { dissector.release(slot: slot, into: &sink) }
        #expect(dissector.counters.bufferedBytes == 0)
    }

    @Test func `segments before a hole are kept up to the caps of a side, then the hole is given up`() {
        var dissector = Dissector()
        var sink = FactSink()
        var slot = dissector.observe(
            Segment(fromInitiator: true, sequence: 1, acknowledgment: 1, bytes: Array("USER x\r\n".utf8)), port: 21,
            slot: 0,
            into: &sink
        ).slot
        for index in 0..<17 as Range<UInt32> {
            let early = Segment(
                fromInitiator: true, sequence: 100 + index * 20, acknowledgment: 1,
                bytes: [UInt8](repeating: 97, count: 10))
            let verdict = dissector.observe(early, port: 21, slot: slot, into: &sink)
            slot = verdict.slot
            #expect(dissector.counters.bufferedBytes <= 160)
        }
        #expect(dissector.counters.gaps == 1)
        #expect(dissector.counters.refusedPieces == 1)
    }

    @Test func `all streams together wait within the global cap`() {
        var limits = DissectorLimits()
        limits.bufferedBytes = 10_000
        var dissector = Dissector(limits: limits)
        var sink = FactSink()
        var stopped = 0
        for _ in 0..<100 {
            let opened = dissector.observe(
                Segment(fromInitiator: true, sequence: 1, acknowledgment: 1, bytes: Array("USER x\r\n".utf8)), port: 21,
                slot: 0, into: &sink)
            let early = Segment(
                fromInitiator: true, sequence: 5000, acknowledgment: 1, bytes: [UInt8](repeating: 97, count: 1000))
            if !dissector.observe(early, port: 21, slot: opened.slot, into: &sink).wantsMore { stopped += 1 }
            #expect(dissector.counters.bufferedBytes <= 10_000)
        }
        #expect(stopped == 90)
        #expect(dissector.counters.mostBufferedBytes == 10_000)
    }
}
