import Testing
import Vocabulary

@testable import Detection

@Suite struct RogueDhcpTests {
    private let router = IPAddress(10, 0, 0, 1)

    private func offer(
        _ story: inout EventStory, from server: IPAddress, router: IPAddress, names: IPAddress,
        relay: IPAddress = IPAddress(0, 0, 0, 0), at time: Double
    ) {
        var message = DHCPMessage()
        message.kind = .ack
        message.isReply = true
        message.clientMAC = MACAddress(bits: 0x00_5056_0000_07)
        message.frameSource = MACAddress(bits: 0x00_5056_0000_00 | UInt64(server.v4Bits & 0xFF))
        message.serverIdentifier = server
        message.router = router
        message.dnsServers = [names]
        message.relay = relay
        message.transaction = UInt32(time / 5)
        story.dhcp(message, at: time)
    }

    @Test func `a second server with another router is rogue, once`() throws {
        var story = EventStory()
        for index in 0..<3 { offer(&story, from: router, router: router, names: router, at: 10 + Double(index) * 60) }
        for index in 0..<5 {
            offer(
                &story, from: IPAddress(10, 0, 0, 66), router: IPAddress(10, 0, 0, 66), names: IPAddress(10, 0, 0, 66),
                at: 300 + Double(index))
        }
        offer(&story, from: router, router: router, names: router, at: 400)
        let findings = story.findings(RogueDhcp.self)
        #expect(findings.count == 1)
        let finding = try #require(findings.first)
        #expect(
            finding.attackers == [
                .address(IPAddress(10, 0, 0, 66)), .mac(MACAddress(bits: 0x00_5056_0000_66 & ~0xFF | 66)),
            ])
        #expect(finding.victims.contains(.address(router)))
        #expect(finding.techniques == ["T1557.003"])
        #expect(finding.list("offered_routers") == ["10.0.0.66"])
    }

    @Test func `in a race without history the server that names itself router is suspect`() throws {
        for evilFirst in [true, false] {
            var story = EventStory()
            let evil = IPAddress(10, 0, 0, 66)
            let good = IPAddress(10, 0, 0, 2)
            offer(&story, from: evil, router: evil, names: evil, at: evilFirst ? 10.1 : 10.2)
            offer(&story, from: good, router: router, names: good, at: evilFirst ? 10.2 : 10.1)
            let finding = try #require(story.findings(RogueDhcp.self).first)
            #expect(finding.attackers.contains(.address(evil)))
            #expect(finding.confidence < 0.7)
        }
    }

    @Test func `two servers that agree are a pair`() {
        var story = EventStory()
        for index in 0..<6 {
            offer(
                &story, from: IPAddress(10, 0, 0, UInt8(2 + index % 2)), router: router, names: router,
                at: 10 + Double(index) * 60)
        }
        #expect(story.findings(RogueDhcp.self).isEmpty)
    }

    @Test func `a relay's answers are left alone`() {
        var story = EventStory()
        offer(&story, from: router, router: router, names: router, at: 10)
        offer(
            &story, from: IPAddress(10, 9, 0, 1), router: IPAddress(10, 9, 0, 1), names: IPAddress(10, 9, 0, 1),
            relay: IPAddress(10, 9, 0, 1), at: 20)
        #expect(story.findings(RogueDhcp.self).isEmpty)
    }
}
