import Testing
import Vocabulary

@testable import Detection

@Suite struct UdpFloodTests {
    private let victim = IPAddress(10, 0, 0, 7)
    private let source = IPAddress(10, 0, 0, 66)

    @Test func `one stream that nobody answers is a flood with a name`() throws {
        var story = EventStory()
        var flow = story.flow(EventStory.key(source, 5000, victim, 9999, .udp), at: 100, payload: 100)
        story.add(.opened, flow, at: 100)
        for step in 1...100 {
            flow.count(initiator: 32, payload: 3200)
            flow.lastSeen = Timestamp(seconds: 100 + Double(step) * 0.01)
            story.add(.progressed, flow, at: 100 + Double(step) * 0.01)
        }
        let finding = try #require(story.findings(UdpFlood.self).first)
        #expect(finding.attackers == [.address(source)])
        #expect(finding.victims == [.address(victim)])
        #expect(finding.techniques == ["T1498.001"])
        #expect(finding.number("unanswered_packets_per_second") ?? 0 >= 1000)
    }

    @Test func `a stream that is answered, and one below the threshold, are none`() {
        for (rate, answers) in [(0.01, true), (0.04, false)] {
            var story = EventStory()
            var flow = story.flow(EventStory.key(source, 5000, victim, 9999, .udp), at: 100, payload: 100)
            story.add(.opened, flow, at: 100)
            for step in 1...200 {
                flow.count(initiator: 32, payload: 3200)
                if answers { flow.responder.packets += 8 }
                story.add(.progressed, flow, at: 100 + Double(step) * rate)
            }
            #expect(story.findings(UdpFlood.self).isEmpty)
        }
    }

    @Test func `spoofed sources are not named`() throws {
        var story = EventStory()
        for index in 0..<1000 {
            story.udp(
                IPAddress(v4: 0x0B00_0000 + UInt32(index) * 7919), victim, port: 7777, at: 100 + Double(index) * 0.001,
                fromPort: UInt16(1024 + index * 13 % 60_000))
        }
        let finding = try #require(story.findings(UdpFlood.self, until: 101).first)
        #expect(finding.attackers.isEmpty)
        #expect(finding.text("sources") == "spoofed")
    }

    @Test func `a busy name server answers, so it is not flooded`() {
        var story = EventStory()
        for index in 0..<3000 {
            let time = 100 + Double(index) * 0.0005
            let client = IPAddress(10, 1, UInt8(index % 200), 1)
            story.udp(client, victim, port: 53, at: time, answered: true, fromPort: UInt16(20_000 + index))
            var answer = DNSMessage()
            answer.isResponse = true
            let flow = story.flow(EventStory.key(client, UInt16(20_000 + index), victim, 53, .udp), at: time)
            story.add(.application, flow, at: time + 0.002, .application(.dns(answer)))
        }
        #expect(story.findings(UdpFlood.self).isEmpty)
    }

    @Test func `a fast UDP port scan is not a flood`() {
        var story = EventStory()
        for port in 1...8000 {
            story.udp(source, victim, port: UInt16(port), at: 100 + Double(port) * 0.0005, payload: 0)
        }
        #expect(story.findings(UdpFlood.self).isEmpty)
    }

    @Test func `answers from one port of many hosts are a reflection`() throws {
        var story = EventStory()
        for index in 0..<1000 {
            story.udp(
                IPAddress(20, UInt8(index / 200), UInt8(index % 200), 1), victim, port: UInt16(10_000 + index),
                at: 100 + Double(index) * 0.0005,
                fromPort: 20_800, payload: 400)
        }
        let finding = try #require(story.findings(UdpFlood.self, until: 101).first)
        #expect(finding.techniques == ["T1498.002"])
        #expect(finding.attackers.isEmpty)
        #expect(finding.number("reflector_port") == 20_800)
    }
}
