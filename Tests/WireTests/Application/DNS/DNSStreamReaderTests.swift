import Testing
import Vocabulary

@testable import Wire

@Suite struct DNSStreamReaderTests {
    let query = hex(
        """
        0007 0100 0001 0000 0000 0000 ; id, recursion desired, one question
        01 61 02 6465 00 00FC 0001 ; a.de, AXFR, IN
        """)

    func framed(_ message: [UInt8]) -> [UInt8] {
        [UInt8(message.count >> 8), UInt8(message.count & 0xFF)] + message
    }

    @Test func `messages of both sides are read in any segmentation`() {
        let turns: [Turn] = [
            .client(framed(query) + framed(query)), .server(framed(DNSReaderTests.response)), .client(framed(query)),
        ]
        var whole = DNSStreamReader()
        let facts = whole.read(turns)
        #expect(facts.count == 4)
        guard case .dns(let message) = facts.first else {
            Issue.record("no DNS message")
            return
        }
        #expect(message.overTCP && message.type == 0xFC && message.name == "a.de")
        for seed in 0..<50 as Range<UInt64> {
            var reader = DNSStreamReader()
            #expect(reader.read(turns, seed: seed) == facts)
        }
        var single = DNSStreamReader()
        #expect(single.read(turns, size: 1) == facts)
    }

    @Test func `a message beyond the carry-over is cut and the next one found`() {
        let long = query + [UInt8](repeating: 7, count: 40_000)
        let turns: [Turn] = [.client(framed(long) + framed(query))]
        for size in [1, 1000, 1_000_000] {
            var reader = DNSStreamReader()
            let facts = reader.read(turns, size: size)
            #expect(facts.count == 2)
            if case .dns(let message) = facts.first { #expect(message.size == UInt32(long.count)) }
        }
    }

    @Test func `what is no message ends reading`() {
        var reader = DNSStreamReader()
        #expect(reader.read([.client([0, 2, 1, 1, 0, 0])]).isEmpty)
    }
}
