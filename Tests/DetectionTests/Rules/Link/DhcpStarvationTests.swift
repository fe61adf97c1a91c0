import Testing
import Vocabulary

@testable import Detection

@Suite struct DhcpStarvationTests {
    private func seekers(_ count: Int, every gap: Double, _ edit: (Int, inout DHCPMessage) -> Void) -> EventStory {
        var story = EventStory()
        for index in 0..<count {
            var message = DHCPMessage()
            message.kind = .discover
            message.clientMAC = MACAddress(bits: UInt64(0x0250_0000_0000 + index * 7919))
            message.frameSource = message.clientMAC
            message.relay = IPAddress(0, 0, 0, 0)
            message.parameterList = [1, 3, 6]
            edit(index, &message)
            story.dhcp(message, at: 100 + Double(index) * gap)
        }
        return story
    }

    @Test func `forged clients of one machine name it`() throws {
        let evil = MACAddress(bits: 0x00_5056_0000_66)
        let finding = try #require(
            seekers(50, every: 0.1) { $1.frameSource = evil }.findings(DhcpStarvation.self).first)
        #expect(finding.detection == .dhcpStarvation)
        #expect(finding.attackers == [.mac(evil)])
        #expect(finding.number("forged_clients") == 10)
    }

    @Test func `clients that are all alike are starvation without a name`() throws {
        let finding = try #require(seekers(60, every: 0.5) { _, _ in }.findings(DhcpStarvation.self).first)
        #expect(finding.attackers.isEmpty)
        #expect(finding.number("alike_clients") == 30)
    }

    @Test func `an office in the morning is none`() {
        let story = seekers(90, every: 0.7) { index, message in
            message.hostname = "desk-\(index)"
            message.parameterList = [1, 3, 6, UInt8(index % 5)]
        }
        #expect(story.findings(DhcpStarvation.self).isEmpty)
    }

    @Test func `a relay and a repeater with a few clients are none`() {
        #expect(
            seekers(60, every: 0.7) { index, message in
                message.frameSource = MACAddress(bits: 0x00_5056_0000_01)
                message.relay = IPAddress(10, 0, 0, 1)
                message.hostname = "desk-\(index)"
            }.findings(DhcpStarvation.self).isEmpty)
        #expect(
            seekers(9, every: 1) { $1.frameSource = MACAddress(bits: 0x00_5056_0000_01) }.findings(DhcpStarvation.self)
                .isEmpty)
    }
}
