import Testing
import Vocabulary

@testable import Detection

@Suite struct PortScanTests {
    private let scanner = IPAddress(10, 0, 0, 66)
    private let victim = IPAddress(10, 0, 0, 7)

    private func scan(_ ports: Int, every gap: Double, _ outcome: EventStory.Outcome, flags: TCPFlags = .syn)
        -> EventStory
    {
        var story = EventStory()
        for index in 0..<ports {
            story.tcp(
                scanner, victim, port: UInt16(20 + index), at: 100 + Double(index) * gap, outcome, flags: flags,
                fromPort: flags == .syn ? nil : 45_000)
        }
        return story
    }

    @Test func `a thousand refused ports are one scan, told again as it grows`() throws {
        let findings = scan(1000, every: 0.001, .refused).findings(PortScan.self)
        #expect(findings.count == 3)
        let last = try #require(findings.last)
        #expect(last.detection == .portScanVertical)
        #expect(last.attackers == [.address(scanner)])
        #expect(last.victims == [.address(victim)])
        #expect(last.techniques == ["T1046"])
        #expect(last.number("distinct_ports") == 1000)
        #expect(last.text("scan_type") == "syn")
    }

    @Test func `a small fast scan is found without waiting for timeouts`() throws {
        let finding = try #require(scan(29, every: 0.1, .unanswered).findings(PortScan.self, until: 102.9).first)
        #expect(finding.number("burst_ports") == 25)
        #expect(finding.evidence.contains { $0.name == "burst_ports" && $0.threshold == 25 })
    }

    @Test func `just below the thresholds nothing is said`() {
        #expect(scan(14, every: 1, .refused).findings(PortScan.self).isEmpty)
        #expect(scan(24, every: 0.01, .unanswered).findings(PortScan.self, until: 101).isEmpty)
    }

    @Test func `one port in thirty seconds is found within a quarter of an hour`() throws {
        let finding = try #require(scan(60, every: 30, .refused).findings(PortScan.self).first)
        #expect(finding.lastSeen.seconds - finding.firstSeen.seconds < 900)
        #expect(finding.number("failed_ports_in_an_hour") == 25)
    }

    @Test func `one port in ten minutes is found within the day`() throws {
        let finding = try #require(scan(80, every: 600, .unanswered).findings(PortScan.self).first)
        #expect(finding.number("failed_ports_in_a_day") == 50)
    }

    @Test(arguments: [
        (TCPFlags.fin, "fin"), (TCPFlags(), "null"), (TCPFlags([.fin, .psh, .urg]), "xmas"), (.ack, "ack"),
        (TCPFlags([.fin, .ack]), "maimon"),
    ])
    func `stealth scans are named by their flags`(flags: TCPFlags, name: String) throws {
        let finding = try #require(scan(100, every: 0.002, .refused, flags: flags).findings(PortScan.self).first)
        #expect(finding.text("scan_type") == name)
        #expect(finding.attackers == [.address(scanner)])
    }

    @Test func `half-open and connect scans of open ports are scans`() throws {
        #expect(
            try #require(scan(40, every: 0.5, .halfOpen).findings(PortScan.self).first).number("distinct_ports") ?? 0
                >= 15)
        let connect = try #require(scan(40, every: 0.5, .connectOnly).findings(PortScan.self).first)
        #expect(connect.text("scan_type") == "connect")
    }

    @Test func `a UDP scan is found by silence and by unreachable ports`() throws {
        var story = EventStory()
        for port in 0..<20 {
            story.udp(scanner, victim, port: UInt16(port + 100), at: 100 + Double(port), unreachable: port % 2 == 0)
        }
        let finding = try #require(story.findings(PortScan.self).first)
        #expect(finding.text("scan_type") == "udp")
    }

    @Test func `many data connections to a server's ports are no scan`() {
        #expect(scan(200, every: 0.2, .talk).findings(PortScan.self).isEmpty)
    }

    @Test func `answers of a service to many ports of a client are no scan`() {
        var story = EventStory()
        for port in 0..<100 {
            story.tcp(
                victim, scanner, port: UInt16(40_000 + port), at: 100 + Double(port) * 0.01, .refused, flags: .ack,
                fromPort: 443)
            story.udp(victim, scanner, port: UInt16(50_000 + port), at: 100 + Double(port) * 0.01, fromPort: 500)
        }
        #expect(story.findings(PortScan.self).isEmpty)
    }

    @Test func `backscatter and connections joined midway are no scan`() {
        var story = EventStory()
        for port in 0..<100 {
            let time = 100 + Double(port) * 0.01
            for flags in [TCPFlags([.rst]), [.rst, .ack], [.syn, .ack], [.psh, .ack]] {
                let key = EventStory.key(victim, 7777, scanner, UInt16(40_000 + port), .tcp)
                story.add(.opened, story.flow(key, at: time, flags: flags), at: time)
            }
        }
        #expect(story.findings(PortScan.self).isEmpty)
    }

    @Test func `a traced route is no scan`() {
        var story = EventStory()
        for hop in 0..<90 {
            let key = EventStory.key(scanner, 50_000, victim, UInt16(33_434 + hop), .udp)
            var flow = story.flow(key, at: 100 + Double(hop) * 0.01, payload: 32)
            flow.initiator.ttl = UInt8(1 + hop / 3)
            story.add(.opened, flow, at: 100 + Double(hop) * 0.01)
        }
        #expect(story.findings(PortScan.self).isEmpty)
    }

    @Test func `decoys are told as such, and the victim is never named`() throws {
        var story = EventStory()
        for port in 0..<100 {
            for decoy in 1...5 {
                story.tcp(
                    IPAddress(10, 9, 9, UInt8(decoy)), victim, port: UInt16(port + 1), at: 100 + Double(port) * 0.01,
                    .refused)
            }
        }
        let findings = story.findings(PortScan.self)
        #expect(findings.contains { $0.list("other_sources_at_once")?.count == 4 && $0.attackers.count == 5 })
        #expect(!findings.contains { $0.attackers.contains(.address(victim)) })
    }

    @Test func `the same story gives the same findings, and a spray stays bounded`() {
        var story = scan(300, every: 0.01, .unanswered)
        for index in 0..<8_000 {
            story.tcp(
                IPAddress(v4: 0x0B00_0000 + UInt32(index) * 7919), victim, port: UInt16(index % 60_000), at: 101,
                .unanswered)
        }
        let first = story.findings(PortScan.self)
        #expect(first == story.findings(PortScan.self))
        #expect(Set(first.flatMap(\.attackers)) == [.address(scanner)])
    }

    @Test func `a scan of a whole network does not raise a finding a host`() throws {
        var story = EventStory()
        for host in 1...200 {
            for port in 1...30 {
                story.tcp(
                    scanner, IPAddress(10, 0, 1, UInt8(host)), port: UInt16(port),
                    at: 100 + Double(host) + Double(port) * 0.01, .refused)
            }
        }
        let findings = story.findings(PortScan.self)
        #expect(findings.count <= 14)
        #expect(Set(findings.flatMap(\.victims)).count >= 180)
        #expect(findings.last?.number("hosts_scanned") == 200)
    }

    @Test func `large datagrams to many ports are a flood, not a scan`() {
        var story = EventStory()
        for port in 1...500 {
            story.udp(scanner, victim, port: UInt16(port), at: 100 + Double(port) * 0.001, payload: 900)
        }
        #expect(story.findings(PortScan.self).isEmpty)
    }
}
