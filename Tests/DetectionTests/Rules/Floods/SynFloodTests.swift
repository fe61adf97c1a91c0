import Testing
import Vocabulary

@testable import Detection

@Suite struct SynFloodTests {
    private let victim = IPAddress(10, 0, 0, 7)

    private func flood(
        _ count: Int, perSecond rate: Double, _ outcome: EventStory.Outcome = .unanswered, spoofed: Bool = true
    )
        -> EventStory
    {
        var story = EventStory()
        for index in 0..<count {
            let source = spoofed ? IPAddress(v4: 0x0B00_0000 + UInt32(index) * 7919) : IPAddress(10, 0, 0, 66)
            story.tcp(
                source, victim, port: 80, at: 100.3 + Double(index) / rate, outcome,
                fromPort: UInt16(1024 + index % 60_000))
        }
        return story
    }

    @Test func `a spoofed flood is told within a second and names nobody`() throws {
        let finding = try #require(flood(4000, perSecond: 2000).findings(SynFlood.self, until: 101.3).first)
        #expect(finding.detection == .synFlood)
        #expect(finding.attackers.isEmpty)
        #expect(finding.victims == [.address(victim)])
        #expect(finding.text("sources") == "spoofed")
        #expect(finding.number("unfinished_openings") ?? 0 >= 100)
        #expect(finding.lastSeen.seconds < 101.3)
    }

    @Test func `a flood that fills a tenth of a second is told at the end`() throws {
        let finding = try #require(
            flood(500, perSecond: 5000, .refused, spoofed: false).findings(SynFlood.self, until: 100.4).first)
        #expect(finding.attackers == [.address(IPAddress(10, 0, 0, 66))])
    }

    @Test func `a slower flood is told by ten seconds, and below fifty a second it is not`() {
        #expect(!flood(900, perSecond: 60).findings(SynFlood.self, until: 115).isEmpty)
        #expect(flood(900, perSecond: 40).findings(SynFlood.self).isEmpty)
    }

    @Test func `a flash crowd completes its handshakes`() {
        #expect(flood(4000, perSecond: 1000, .talk).findings(SynFlood.self).isEmpty)
    }

    @Test func `a port scan is not a flood`() {
        var story = EventStory()
        for port in 1...5000 {
            story.tcp(IPAddress(10, 0, 0, 66), victim, port: UInt16(port), at: 100 + Double(port) / 1000, .refused)
        }
        #expect(story.findings(SynFlood.self).isEmpty)
    }

    @Test func `a scan that hides among decoys is not a flood either`() {
        var story = EventStory()
        for port in 1...100 {
            for decoy in 0..<16 {
                story.tcp(
                    IPAddress(10, 0, 0, UInt8(100 + decoy)), victim, port: UInt16(port),
                    at: 100.3 + Double(port) * 0.05 + Double(decoy) * 0.0001, .refused)
            }
        }
        #expect(story.findings(SynFlood.self).isEmpty)
    }

    @Test func `repeated openings of one flow count`() throws {
        var story = EventStory()
        let key = EventStory.key(IPAddress(10, 0, 0, 66), 5000, victim, 80, .tcp)
        for flowIndex in 0..<30 {
            let time = 100 + Double(flowIndex) * 0.001
            let flow = story.flow(key, at: time, flags: .syn)
            story.add(.opened, flow, at: time)
        }
        var flow = story.flow(key, at: 100, flags: .syn)
        for step in 1...40 {
            flow.count(initiator: 32)
            story.add(.progressed, flow, at: 100 + Double(step) * 0.02)
        }
        let finding = try #require(story.findings(SynFlood.self).first)
        #expect(finding.attackers == [.address(IPAddress(10, 0, 0, 66))])
    }

    @Test func `it is told again only when it has grown tenfold, alike in every run`() {
        let story = flood(20_000, perSecond: 2000)
        let findings = story.findings(SynFlood.self)
        #expect((2...4).contains(findings.count))
        #expect(findings == story.findings(SynFlood.self))
    }

    @Test func `what trickles in for hours after a flood is no part of it, and the last word tells its worst moment`()
        throws
    {
        var story = flood(20_000, perSecond: 2000)
        for minute in 0..<240 {
            story.tcp(IPAddress(10, 0, 0, 8), victim, port: 80, at: 120 + Double(minute) * 60, .unanswered)
        }
        let findings = story.findings(SynFlood.self)
        #expect(!findings.isEmpty)
        #expect(findings.allSatisfy { ($0.number("unfinished_openings") ?? 0) >= 100 && $0.lastSeen.seconds < 120 })
    }

    @Test func `a second flood hours later is told again, as one of its own`() throws {
        var story = flood(4000, perSecond: 2000)
        for index in 0..<4000 {
            story.tcp(
                IPAddress(v4: 0x0C00_0000 + UInt32(index) * 7919), victim, port: 80, at: 9000 + Double(index) / 2000,
                .unanswered, fromPort: UInt16(1024 + index))
        }
        let findings = story.findings(SynFlood.self)
        #expect(findings.contains { $0.lastSeen.seconds < 200 })
        #expect(findings.contains { $0.firstSeen.seconds >= 9000 })
    }

    @Test func `a flood of segments of no connection is told by its source, answers never are`() throws {
        var story = EventStory()
        var answers = EventStory()
        for index in 0..<2000 {
            let time = 100 + Double(index) * 0.0005
            story.tcp(
                IPAddress(10, 0, 0, 66), victim, port: 80, at: time, .refused, flags: .ack,
                fromPort: UInt16(2000 + index))
            answers.tcp(
                victim, IPAddress(10, 0, 0, 66), port: UInt16(2000 + index), at: time, .unanswered,
                flags: [.rst, .ack],
                fromPort: 80)
        }
        let finding = try #require(story.findings(SynFlood.self).first)
        #expect(finding.attackers == [.address(IPAddress(10, 0, 0, 66))])
        #expect(finding.number("unfounded_segments") ?? 0 >= 300)
        #expect(answers.findings(SynFlood.self).isEmpty)
    }
}
