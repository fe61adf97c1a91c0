import Testing
import Vocabulary

@testable import Detection

@Suite struct HttpSlowDoSTests {
    private let client = IPAddress(10, 0, 0, 66)
    private let server = IPAddress(10, 0, 0, 7)

    private func stalled(
        _ count: Int, answered: Bool = false, said: UInt64 = 200, wait: Double = 12, pulses: Bool = false
    ) -> EventStory {
        var story = EventStory()
        for index in 0..<count {
            let time = 100 + Double(index) * 0.05
            var flow = story.flow(
                EventStory.key(client, UInt16(30_000 + index), server, 80, .tcp), at: time, flags: .syn)
            story.add(.opened, flow, at: time)
            flow.settle()
            flow.state = .established
            flow.initiator.payload = said
            flow.responder.packets = 2
            if answered { flow.responder.payload = 500 }
            if pulses {
                story.add(.pulse, flow, at: time + wait, .pulse(PulseFact(gap: wait, payload: 20)))
            } else {
                flow.ending = .captureEnd
                story.add(.closed, flow, at: time + wait)
            }
        }
        return story
    }

    @Test(arguments: [true, false])
    func `many unfinished requests are a slow attack, trickled or silent`(pulses: Bool) throws {
        let finding = try #require(stalled(150, pulses: pulses).findings(HttpSlowDoS.self).first)
        #expect(finding.detection == .httpSlowDoS)
        #expect(finding.attackers == [.address(client)])
        #expect(finding.victims == [.address(server)])
        #expect((50...55).contains(finding.number("stalled_connections") ?? 0))
        #expect(finding.techniques == ["T1499.002"])
    }

    @Test func `few connections, answered, silent or short ones are none`() {
        #expect(stalled(40).findings(HttpSlowDoS.self).isEmpty)
        #expect(stalled(150, answered: true).findings(HttpSlowDoS.self).isEmpty)
        #expect(stalled(150, said: 0).findings(HttpSlowDoS.self).isEmpty)
        #expect(stalled(150, wait: 2).findings(HttpSlowDoS.self).isEmpty)
    }
}
