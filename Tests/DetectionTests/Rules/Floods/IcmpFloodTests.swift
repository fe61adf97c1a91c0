import Testing
import Vocabulary

@testable import Detection

@Suite struct IcmpFloodTests {
    private let victim = IPAddress(10, 0, 0, 7)
    private let source = IPAddress(10, 0, 0, 66)

    @Test(arguments: [UInt8(8), 3, 11])
    func `a flood from one source names it`(type: UInt8) throws {
        var story = EventStory()
        story.stream(
            EventStory.key(source, UInt16(type), victim, 0, .icmp), icmpType: type, packets: 3200, perSecond: 5000,
            at: 100, answered: type == 8)
        let finding = try #require(story.findings(IcmpFlood.self).first)
        #expect(finding.attackers == [.address(source)])
        #expect(finding.victims == [.address(victim)])
        #expect(finding.techniques == ["T1498.001"])
    }

    @Test func `below the rate it is none`() {
        var story = EventStory()
        story.stream(EventStory.key(source, 8, victim, 0, .icmp), icmpType: 8, packets: 3200, perSecond: 200, at: 100)
        #expect(story.findings(IcmpFlood.self).isEmpty)
    }

    @Test func `answers nobody asked for are reflected`() throws {
        var story = EventStory()
        for index in 0..<600 {
            var flow = FlowSnapshot(
                key: EventStory.key(victim, 8, IPAddress(10, 0, UInt8(1 + index / 200), UInt8(index % 200)), 0, .icmp))
            flow.icmpType = 0
            flow.responder.packets = 1
            flow.responder.deltaPackets = 1
            flow.firstSeen = Timestamp(seconds: 100 + Double(index) * 0.001)
            flow.lastSeen = flow.firstSeen
            story.add(.opened, flow, at: 100 + Double(index) * 0.001)
        }
        let finding = try #require(story.findings(IcmpFlood.self).first)
        #expect(finding.techniques == ["T1498.002"])
        #expect(finding.attackers.isEmpty)
    }

    @Test func `errors that answer a scan never blame the scanned host`() {
        var story = EventStory()
        for port in 1...2000 {
            let time = 100 + Double(port) * 0.001
            story.udp(source, victim, port: UInt16(port), at: time)
            var flow = story.flow(EventStory.key(victim, 3, source, 3, .icmp), at: time + 0.0001)
            flow.icmpType = 3
            flow.icmpCode = 3
            flow.id = 1
            if port == 1 { story.add(.opened, flow, at: time + 0.0001) }
            let quoted = EventStory.key(source, 40_000, victim, UInt16(port), .udp)
            story.add(
                .unreachable, flow, at: time + 0.0001,
                .unreachable(UnreachableFact(quoted: quoted, icmpType: 3, icmpCode: 3)))
            if port % 32 == 0 {
                flow.initiator.packets = UInt64(port)
                flow.initiator.deltaPackets = 32
                story.add(.progressed, flow, at: time + 0.0002)
            }
        }
        #expect(story.findings(IcmpFlood.self).isEmpty)
    }

    @Test func `questions to a whole subnet name nobody, for their source is whom the answers hit`() throws {
        var story = EventStory()
        story.stream(
            EventStory.key(victim, 8, IPAddress(10, 0, 0, 255), 0, .icmp), icmpType: 8, packets: 3200, perSecond: 5000,
            at: 100)
        #expect(try #require(story.findings(IcmpFlood.self).first).attackers.isEmpty)
    }
}
