import Testing
import Vocabulary

@testable import Flows

@Suite struct TupleSetTests {
    @Test func `what was put in is found, and no more than the cap is kept`() throws {
        var set = try TupleSet(capacity: 100)
        let wasEmpty = set.isEmpty
        #expect(wasEmpty)
        for number in 1...150 { set.insert(UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1) }
        let hasFirst = set.contains(0x9E37_79B9_7F4A_7C15)
        let hasLast = set.contains(UInt64(150) &* 0x9E37_79B9_7F4A_7C15 | 1)
        let forgotten = set.forgotten
        #expect(hasFirst)
        #expect(!hasLast)
        #expect(forgotten == 50)
    }

    @Test func `it grows and forgets nothing`() throws {
        var set = try TupleSet(capacity: 5000, startBits: 4)
        func digest(_ number: UInt64) -> UInt64 { number &* 0x9E37_79B9_7F4A_7C15 | 1 }
        for number in 1...5000 as ClosedRange<UInt64> { set.insert(digest(number)) }
        var missing = 0
        for number in 1...5000 as ClosedRange<UInt64> where !set.contains(digest(number)) { missing += 1 }
        #expect(missing == 0)
        let hasMore = set.contains(digest(5001))
        #expect(!hasMore && set.forgotten == 0)
    }

    @Test func `a digest is the same from both sides`() {
        var record = FlowRecord()
        record.initiator = Line.client
        record.initiatorPort = 5
        record.responder = Line.server
        record.responderPort = 6
        var turned = FlowRecord()
        turned.initiator = record.responder
        turned.initiatorPort = record.responderPort
        turned.responder = record.initiator
        turned.responderPort = record.initiatorPort
        let hashing = FlowHash(seed: 7)
        let digests = (TupleSet.digest(&record, hashing), TupleSet.digest(&turned, hashing))
        #expect(digests.0 == digests.1)
        #expect(digests.0 == TupleSet.digest(hashing.flow(Line.server, 6, Line.client, 5, record.transport)))
    }
}
