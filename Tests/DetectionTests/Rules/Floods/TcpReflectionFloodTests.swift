import Testing
import Vocabulary

@testable import Detection

@Suite struct TcpReflectionFloodTests {
    private let victim = IPAddress(10, 0, 0, 7)

    private func answers(_ count: Int, servers: Int, victims: Int = 1, every gap: Double = 0.001) -> EventStory {
        var story = EventStory()
        for index in 0..<count {
            let time = 100 + Double(index) * gap
            let target = IPAddress(10, 0, UInt8(index % victims / 200), UInt8(7 + index % victims % 200))
            let key = EventStory.key(
                target, UInt16(1024 + index), IPAddress(20, 1, 1, UInt8(index % servers)), 443, .tcp)
            var flow = FlowSnapshot(key: key)
            flow.firstSeen = Timestamp(seconds: time)
            flow.lastSeen = flow.firstSeen
            flow.firstFlags = [.syn, .ack]
            flow.state = .answered
            flow.responder.packets = 1
            flow.responder.deltaPackets = 1
            story.add(.opened, flow, at: time)
        }
        return story
    }

    @Test func `unasked SYN-ACKs of many servers are a reflection without attackers`() throws {
        let finding = try #require(answers(500, servers: 100).findings(TcpReflectionFlood.self).first)
        #expect(finding.detection == .tcpReflectionFlood)
        #expect(finding.victims == [.address(victim)])
        #expect(finding.attackers.isEmpty)
        #expect(finding.techniques == ["T1498.002"])
    }

    @Test func `few servers, few packets, or backscatter of one server are none`() {
        #expect(answers(500, servers: 5).findings(TcpReflectionFlood.self).isEmpty)
        #expect(answers(400, servers: 100, every: 0.05).findings(TcpReflectionFlood.self).isEmpty)
        #expect(answers(5000, servers: 1, victims: 500).findings(TcpReflectionFlood.self).isEmpty)
    }

    @Test func `the host that is used as a reflector is not its victim`() {
        var story = EventStory()
        for index in 0..<2000 {
            story.tcp(
                IPAddress(20, 1, UInt8(index / 200), UInt8(index % 200)), victim, port: 443,
                at: 100 + Double(index) * 0.001, .halfOpen)
        }
        #expect(story.findings(TcpReflectionFlood.self).isEmpty)
    }
}
