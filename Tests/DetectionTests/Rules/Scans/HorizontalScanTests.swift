import Testing
import Vocabulary

@testable import Detection

@Suite struct HorizontalScanTests {
    private let scanner = IPAddress(10, 0, 0, 66)

    private func sweep(_ hosts: Int, every gap: Double, _ outcome: EventStory.Outcome) -> EventStory {
        var story = EventStory()
        for host in 0..<hosts {
            story.tcp(
                scanner, IPAddress(10, 0, 1, UInt8(host % 250 + 1)), port: 445, at: 100 + Double(host) * gap, outcome)
        }
        return story
    }

    @Test func `refused and silent hosts on one port are a scan of their block`() throws {
        let finding = try #require(sweep(60, every: 1, .unanswered).findings(HorizontalScan.self).first)
        #expect(finding.detection == .scanHorizontal)
        #expect(finding.attackers == [.address(scanner)])
        #expect(finding.victims.first?.description == "10.0.1.0/24")
        #expect(finding.number("failed_hosts_in_window") == 25)
        #expect(finding.text("port") == "tcp 445")
    }

    @Test func `just below the threshold nothing is said`() {
        #expect(sweep(25, every: 1, .refused).findings(HorizontalScan.self).isEmpty)
        #expect(!sweep(26, every: 1, .refused).findings(HorizontalScan.self).isEmpty)
    }

    @Test func `a tenth of a second is enough when nobody answers`() throws {
        let finding = try #require(
            sweep(200, every: 0.0005, .unanswered).findings(HorizontalScan.self, until: 100.1).first)
        #expect(finding.number("unanswered_openings") ?? 0 >= 50)
    }

    @Test func `one host in thirty seconds is found within the hour`() {
        #expect(!sweep(80, every: 30, .unanswered).findings(HorizontalScan.self).isEmpty)
    }

    @Test func `a busy client with some failures is no scan`() {
        var story = EventStory()
        for host in 0..<120 {
            story.tcp(
                scanner, IPAddress(93, 184, UInt8(host / 200), UInt8(host % 200)), port: 443,
                at: 100 + Double(host) * 0.02,
                host % 3 == 0 ? .refused : .talk)
        }
        #expect(story.findings(HorizontalScan.self).isEmpty)
    }

    @Test func `a heavy page with a slow network is no scan`() {
        var story = EventStory()
        for host in 0..<48 {
            story.tcp(
                scanner, IPAddress(93, 184, 1, UInt8(host)), port: 443, at: 100 + Double(host) * 0.005, .talk,
                round: 0.4)
        }
        #expect(story.findings(HorizontalScan.self).isEmpty)
    }

    @Test func `a peer-to-peer program with many dead peers is no scan`() {
        var story = EventStory()
        for peer in 0..<200 {
            let port = peer % 3 == 0 ? UInt16(6881) : UInt16(10_000 + peer * 37)
            story.tcp(
                scanner, IPAddress(80, UInt8(peer), 3, 4), port: port, at: 100 + Double(peer) * 0.8,
                peer % 4 == 1 ? .talk : .unanswered)
        }
        #expect(story.findings(HorizontalScan.self).isEmpty)
    }

    @Test func `a list of game servers of which half are gone is no scan, the same where nearly all are is one`() {
        func asked(answered: Int) -> [Finding] {
            var story = EventStory()
            for index in 0..<300 {
                let server = IPAddress(v4: 0x2D00_0100 + UInt32(index) * 257)
                story.udp(
                    IPAddress(10, 0, 0, 66), server, port: 27_016, at: 100 + Double(index) * 0.1,
                    answered: index % 10 < answered)
            }
            // Answered flows are kept longer than those that were not.
            return story.findings(HorizontalScan.self)
        }
        #expect(asked(answered: 5).isEmpty)
        #expect(!asked(answered: 1).isEmpty)
    }

    @Test func `a resolver that asks many servers is no scan`() {
        var story = EventStory()
        for host in 0..<300 {
            story.udp(
                scanner, IPAddress(198, 41, UInt8(host / 200), UInt8(host % 200)), port: 53,
                at: 100 + Double(host) * 0.05,
                answered: host % 10 != 0)
        }
        #expect(story.findings(HorizontalScan.self).isEmpty)
    }

    @Test func `a scan with several ports names the source each time, never the hosts`() {
        var story = EventStory()
        for host in 0..<100 {
            for port in [UInt16(23), 2323] {
                story.tcp(
                    scanner, IPAddress(UInt8(host + 20), 9, 8, 7), port: port, at: 100 + Double(host) * 0.3, .unanswered
                )
            }
        }
        let findings = story.findings(HorizontalScan.self)
        #expect(findings.count >= 2)
        #expect(findings.allSatisfy { $0.attackers == [.address(scanner)] })
        #expect(findings == story.findings(HorizontalScan.self))
    }

    @Test func `a million spoofed sources are no scan`() {
        var story = EventStory()
        for index in 0..<8_000 {
            story.tcp(
                IPAddress(v4: 0x0B00_0000 + UInt32(index) * 7919), scanner, port: 80, at: 100 + Double(index) * 0.0001,
                .unanswered)
        }
        #expect(story.findings(HorizontalScan.self).isEmpty)
    }

    @Test func `all ports of a network are told at each doubling, not a finding a port`() {
        var story = EventStory()
        for port in 1...100 {
            for host in 1...30 {
                story.tcp(
                    scanner, IPAddress(10, 0, 1, UInt8(host)), port: UInt16(port),
                    at: 100 + Double(port) + Double(host) * 0.01, .refused)
            }
        }
        #expect(story.findings(HorizontalScan.self).count <= 14)
    }

    @Test func `leases handed out to clients are no scan`() {
        var story = EventStory()
        for host in 1...100 {
            story.udp(scanner, IPAddress(10, 0, 1, UInt8(host)), port: 68, at: 100 + Double(host), fromPort: 67)
        }
        #expect(story.findings(HorizontalScan.self).isEmpty)
    }

    @Test func `a worm that scans by TCP and keeps company by UDP is found`() {
        var story = EventStory()
        for host in 0..<60 {
            story.tcp(scanner, IPAddress(80, UInt8(host), 3, 4), port: 23, at: 100 + Double(host), .unanswered)
            story.udp(scanner, IPAddress(81, UInt8(host), 3, 4), port: UInt16(9000 + host * 37), at: 100 + Double(host))
        }
        #expect(!story.findings(HorizontalScan.self).isEmpty)
    }
}
