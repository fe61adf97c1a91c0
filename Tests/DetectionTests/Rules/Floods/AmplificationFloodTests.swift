import Testing
import Vocabulary

@testable import Detection

@Suite struct AmplificationFloodTests {
    private let victim = IPAddress(10, 0, 0, 7)

    /// Answers of name servers that nobody asked, as the flow table shows them: the victim is the initiator.
    private func answers(_ count: Int, every gap: Double, reflectors: Int, asked: Bool = false) -> EventStory {
        var story = EventStory()
        for index in 0..<count {
            let time = 100 + Double(index) * gap
            let key = EventStory.key(
                victim, UInt16(20_000 + index), IPAddress(20, 1, 1, UInt8(index % reflectors)), 53, .udp)
            var flow = FlowSnapshot(key: key)
            flow.firstSeen = Timestamp(seconds: time)
            flow.lastSeen = flow.firstSeen
            if asked {
                flow.count(initiator: 1, payload: 30)
                story.add(.opened, flow, at: time)
                continue
            }
            flow.responder.packets = 1
            flow.responder.deltaPackets = 1
            flow.responder.deltaBytes = 1200
            story.add(.opened, flow, at: time)
        }
        return story
    }

    @Test func `unasked answers are a reflection whose reflectors are only evidence`() throws {
        let finding = try #require(answers(2000, every: 0.0005, reflectors: 50).findings(AmplificationFlood.self).first)
        #expect(finding.detection == .udpFlood)
        #expect(finding.techniques == ["T1498.002"])
        #expect(finding.attackers.isEmpty)
        #expect(finding.victims == [.address(victim)])
        #expect(finding.text("service") == "dns")
        #expect((finding.list("reflectors") ?? []).isEmpty == false)
    }

    @Test func `low and slow amplification is found by its reflectors`() {
        #expect(!answers(400, every: 0.05, reflectors: 40).findings(AmplificationFlood.self).isEmpty)
        #expect(answers(400, every: 0.05, reflectors: 9).findings(AmplificationFlood.self).isEmpty)
        #expect(answers(400, every: 0.12, reflectors: 40).findings(AmplificationFlood.self).isEmpty)
    }

    @Test func `a resolver that asks as much gets what it asked for`() {
        let late = answers(300, every: 0.05, reflectors: 40)
        var story = answers(4000, every: 0.004, reflectors: 40, asked: true)
        for event in late.events { story.add(event.kind, event.flow, at: event.timestamp.seconds) }
        #expect(story.findings(AmplificationFlood.self).isEmpty)
    }
}
