import Testing
import Vocabulary

@testable import Detection

@Suite struct SourceTallyTests {
    @Test func `a heavy sender is named among thousands`() {
        var tally = SourceTally()
        let heavy = IPAddress(10, 0, 0, 66)
        for index in 0..<8000 {
            tally.add(IPAddress(v4: 0x0B00_0000 + UInt32(index)))
            if index % 4 == 0 { tally.add(heavy) }
        }
        #expect(tally.senders(share: 0.05, atLeast: 100) == [heavy])
        #expect(tally.total == 10_000)
        #expect(abs(Double(tally.distinct) - 8001) < 1500)
    }

    @Test func `each sender is named once, whatever comes between`() {
        var tally = SourceTally()
        let heavy = (1...12).map { IPAddress(10, 0, 0, UInt8($0)) }
        for index in 0..<4000 {
            tally.add(heavy[index % heavy.count], amount: 3)
            tally.add(IPAddress(v4: 0x0B00_0000 + UInt32(index)))
        }
        let named = tally.senders(share: 0, atLeast: 100)
        #expect(named == heavy)
    }
}
