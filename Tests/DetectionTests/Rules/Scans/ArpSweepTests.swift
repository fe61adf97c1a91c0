import Testing
import Vocabulary

@testable import Detection

@Suite struct ArpSweepTests {
    private let asker = IPAddress(10, 0, 0, 66)
    private let askerMAC = MACAddress(bits: 0x00_5056_0000_66)

    private func sweep(_ targets: Int, every gap: Double, answered: (Int) -> Bool = { _ in false }) -> EventStory {
        var story = EventStory()
        for index in 0..<targets {
            let target = IPAddress(10, 0, UInt8(index / 250), UInt8(index % 250 + 1))
            let time = 100 + Double(index) * gap
            story.neighbor(.request, asker, askerMAC, to: target, .broadcast, at: time)
            if answered(index) {
                story.neighbor(
                    .reply, target, MACAddress(bits: UInt64(0x0050_5700_0000 + index)), to: asker, askerMAC,
                    at: time + 0.0001)
            }
        }
        return story
    }

    @Test func `a block asked for in a second is a sweep by address and card`() throws {
        let findings = sweep(254, every: 0.004) { $0 % 20 == 0 }.findings(ArpSweep.self)
        let finding = try #require(findings.first)
        #expect(finding.attackers == [.address(asker), .mac(askerMAC)])
        #expect(finding.number("unanswered_addresses") == 40)
        #expect(finding.evidence.contains { $0.threshold == 40 })
        #expect(findings.count <= 2)
    }

    @Test func `below the thresholds, and when most answer, it is none`() {
        #expect(sweep(39, every: 0.5).findings(ArpSweep.self).isEmpty)
        #expect(sweep(120, every: 0.2) { $0 % 3 != 0 }.findings(ArpSweep.self).isEmpty)
        #expect(sweep(100, every: 40).findings(ArpSweep.self).isEmpty)
    }

    @Test func `a slow sweep is found within the hour`() {
        #expect(!sweep(240, every: 12).findings(ArpSweep.self).isEmpty)
    }

    @Test func `a router asks for those whom somebody else scans`() {
        var story = sweep(120, every: 0.4)
        for index in 0..<8 {
            var flow = story.flow(
                EventStory.key(IPAddress(93, 1, 1, UInt8(index)), 443, asker, 5000, .tcp), at: 100.5, flags: .syn)
            flow.initiator.mac = askerMAC
            story.add(.opened, flow, at: 100.5)
        }
        #expect(story.findings(ArpSweep.self).isEmpty)
    }

    @Test func `probes for address conflicts and announcements are none`() {
        var story = EventStory()
        for index in 0..<200 {
            let address = IPAddress(10, 0, 0, UInt8(index))
            story.neighbor(
                .request, address, MACAddress(bits: UInt64(0x0050_5700_0000 + index)), to: address, .broadcast,
                at: 100 + Double(index) * 0.01)
        }
        #expect(story.findings(ArpSweep.self).isEmpty)
    }

    @Test func `a router that asks for whom somebody else has just sent packets is none`() {
        var story = EventStory()
        let scanner = IPAddress(10, 0, 9, 9)
        for index in 1...200 {
            let time = 100 + Double(index) * 0.1
            story.tcp(scanner, IPAddress(10, 0, 0, UInt8(index)), port: 80, at: time, .unanswered)
            story.neighbor(
                .request, asker, askerMAC, to: IPAddress(10, 0, 0, UInt8(index)), .broadcast, at: time + 0.01)
        }
        #expect(story.findings(ArpSweep.self).isEmpty)
    }
}
