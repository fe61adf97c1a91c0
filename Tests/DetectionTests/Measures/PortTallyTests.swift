import Testing

@testable import Detection

@Suite struct PortTallyTests {
    @Test func `the port most packets share leads`() {
        var tally = PortTally()
        for index in 0..<1000 { tally.add(index % 10 == 0 ? UInt16(index) : 4500) }
        #expect(tally.leader.port == 4500)
        #expect(tally.leader.share > 0.75)
    }
}
