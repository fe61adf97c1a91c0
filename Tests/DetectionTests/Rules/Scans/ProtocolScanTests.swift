import Testing
import Vocabulary

@testable import Detection

@Suite struct ProtocolScanTests {
    private func scan(_ protocols: [UInt8]) -> EventStory {
        var story = EventStory()
        for (index, number) in protocols.enumerated() {
            let key = EventStory.key(
                IPAddress(10, 0, 0, 66), 0, IPAddress(10, 0, 0, 7), 0, IPProtocol(rawValue: number))
            let time = 100 + Double(index) * 0.01
            story.add(.opened, story.flow(key, at: time), at: time)
        }
        return story
    }

    @Test func `all protocols of one host are a scan`() throws {
        let findings = scan(Array(20...250)).findings(ProtocolScan.self)
        #expect(findings.count == 2)
        #expect(findings.first?.number("distinct_protocols") == 8)
        #expect(findings.first?.attackers == [.address(IPAddress(10, 0, 0, 66))])
    }

    @Test func `a router's protocols are none`() {
        #expect(scan([47, 50, 51, 89, 112, 132, 2, 47, 50, 50, 6, 17, 1]).findings(ProtocolScan.self).isEmpty)
    }
}
