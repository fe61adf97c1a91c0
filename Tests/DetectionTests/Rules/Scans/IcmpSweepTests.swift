import Testing
import Vocabulary

@testable import Detection

@Suite struct IcmpSweepTests {
    private let source = IPAddress(10, 0, 0, 66)

    private func sweep(_ hosts: Int, every gap: Double, answered: (Int) -> Bool = { _ in false }) -> EventStory {
        var story = EventStory()
        for host in 0..<hosts {
            let target = IPAddress(10, 0, UInt8(1 + host / 250), UInt8(host % 250 + 1))
            story.ping(source, target, at: 100 + Double(host) * gap, answered: answered(host))
        }
        return story
    }

    @Test func `a swept block is found at once`() throws {
        let finding = try #require(
            sweep(250, every: 0.001) { $0 % 9 == 0 }.findings(IcmpSweep.self, until: 100.25).first)
        #expect(finding.detection == .icmpSweep)
        #expect(finding.attackers == [.address(source)])
        #expect(finding.techniques == ["T1018"])
        #expect(finding.number("silent_hosts") == 64)
    }

    @Test func `one host in thirty seconds is found within the hour`() {
        #expect(!sweep(80, every: 30).findings(IcmpSweep.self).isEmpty)
    }

    @Test func `below the threshold nothing is said`() {
        #expect(sweep(24, every: 1).findings(IcmpSweep.self).isEmpty)
        #expect(!sweep(27, every: 1).findings(IcmpSweep.self).isEmpty)
    }

    @Test func `a monitor whose hosts answer is no sweep`() {
        var story = EventStory()
        for round in 0..<5 {
            for host in 0..<200 {
                story.ping(
                    source, IPAddress(10, 0, 1, UInt8(host + 1)), at: 100 + Double(round) * 60 + Double(host) * 0.02,
                    answered: host % 20 != 0)
            }
        }
        #expect(story.findings(IcmpSweep.self).isEmpty)
    }

    @Test func `spoofed questions to one host are no sweep`() {
        var story = EventStory()
        for index in 0..<5000 {
            story.ping(
                IPAddress(v4: 0x0B00_0000 + UInt32(index) * 7919), source, at: 100 + Double(index) * 0.001,
                answered: false)
        }
        #expect(story.findings(IcmpSweep.self).isEmpty)
    }

    @Test func `a DHCP server that tests its addresses is no sweeper`() {
        var story = sweep(100, every: 1)
        var message = DHCPMessage()
        message.isReply = true
        message.serverIdentifier = source
        story.dhcp(message, at: 99)
        #expect(story.findings(IcmpSweep.self).isEmpty)
    }
}
