import Testing
import Vocabulary

@testable import Detection

@Suite struct ArpSpoofTests {
    private let gateway = IPAddress(10, 0, 0, 1)
    private let host = IPAddress(10, 0, 0, 7)
    private let gatewayMAC = MACAddress(bits: 0x00_5056_0000_01)
    private let hostMAC = MACAddress(bits: 0x00_5056_0000_07)
    private let evilMAC = MACAddress(bits: 0x00_5056_0000_66)
    private let evil = IPAddress(10, 0, 0, 66)

    private func say(
        _ story: inout EventStory, _ operation: NeighborFact.Operation, _ address: IPAddress, _ mac: MACAddress,
        to target: IPAddress, _ targetMAC: MACAddress, at time: Double, frameSource: MACAddress? = nil
    ) {
        let fact = NeighborFact(
            operation: operation, isNDP: false, senderAddress: address, senderMAC: mac, targetAddress: target,
            targetMAC: operation == .request ? .none : targetMAC, frameSource: frameSource ?? mac,
            frameDestination: targetMAC, vlan: 0)
        let flow = FlowSnapshot(key: EventStory.key(.unspecified, 0, .unspecified, 0, .tcp))
        story.add(.neighbor, flow, at: time, .neighbor(fact))
    }

    /// Hosts ask for the gateway and are answered, every 30 s.
    private func ordinary(_ story: inout EventStory, until end: Double) {
        for time in stride(from: 1.0, to: end, by: 30) {
            say(&story, .request, host, hostMAC, to: gateway, .broadcast, at: time)
            say(&story, .reply, gateway, gatewayMAC, to: host, hostMAC, at: time + 0.001)
        }
    }

    @Test func `repeated forged replies against a known gateway are spoofing`() throws {
        var story = EventStory()
        ordinary(&story, until: 100)
        say(&story, .request, evil, evilMAC, to: host, .broadcast, at: 9)
        for index in 0..<20 { say(&story, .reply, gateway, evilMAC, to: host, hostMAC, at: 10.5 + Double(index) * 2) }
        let finding = try #require(story.findings(ArpSpoof.self).first)
        #expect(finding.detection == .arpSpoof)
        #expect(finding.attackers == [.address(evil), .mac(evilMAC)])
        #expect(finding.victims == [.address(gateway), .address(host)])
        #expect(finding.number("unasked_claims_against_holder") == 3)
        #expect(finding.techniques == ["T1557.002"])
    }

    @Test func `telling two hosts that it is the other needs two replies`() throws {
        var story = EventStory()
        say(&story, .reply, gateway, evilMAC, to: host, hostMAC, at: 10)
        say(&story, .reply, host, evilMAC, to: gateway, gatewayMAC, at: 10.1)
        let finding = try #require(story.findings(ArpSpoof.self).first)
        #expect(finding.attackers == [.mac(evilMAC)])
    }

    @Test func `forged replies to everybody count as those to one host`() {
        var story = EventStory()
        ordinary(&story, until: 100)
        for index in 0..<5 { say(&story, .reply, gateway, evilMAC, to: host, .broadcast, at: 10.5 + Double(index) * 5) }
        #expect(!story.findings(ArpSpoof.self).isEmpty)
    }

    @Test func `two unasked replies to one host are not enough`() {
        var story = EventStory()
        ordinary(&story, until: 100)
        for index in 0..<2 { say(&story, .reply, gateway, evilMAC, to: host, hostMAC, at: 10.5 + Double(index) * 2) }
        #expect(story.findings(ArpSpoof.self).isEmpty)
    }

    @Test func `an address that moves to a new card, or to a standby, is not spoofed`() {
        var story = EventStory()
        ordinary(&story, until: 50)
        for index in 0..<5 { say(&story, .request, gateway, evilMAC, to: gateway, .broadcast, at: 60 + Double(index)) }
        for time in stride(from: 70.0, to: 300, by: 30) {
            say(&story, .request, host, hostMAC, to: gateway, .broadcast, at: time)
            say(&story, .reply, gateway, evilMAC, to: host, hostMAC, at: time + 0.001)
        }
        #expect(story.findings(ArpSpoof.self).isEmpty)
    }

    @Test func `a bridge that rewrites addresses answers only what was asked`() {
        var story = EventStory()
        for time in stride(from: 1.0, to: 200, by: 5) {
            say(&story, .request, host, hostMAC, to: gateway, .broadcast, at: time)
            say(&story, .request, host, evilMAC, to: gateway, .broadcast, at: time + 0.0001)
            say(&story, .reply, gateway, gatewayMAC, to: host, evilMAC, at: time + 0.001)
            say(&story, .reply, gateway, evilMAC, to: host, hostMAC, at: time + 0.0011)
        }
        #expect(story.findings(ArpSpoof.self).isEmpty)
    }

    @Test func `a virtual router's address is left alone`() {
        var story = EventStory()
        ordinary(&story, until: 100)
        let virtual = MACAddress(bits: 0x00_005E_0001_0A)
        for index in 0..<30 { say(&story, .reply, gateway, virtual, to: host, hostMAC, at: 10 + Double(index) * 2) }
        #expect(story.findings(ArpSpoof.self).isEmpty)
    }

    @Test func `proxy ARP answers for many addresses when asked`() {
        var story = EventStory()
        for index in 0..<100 {
            let target = IPAddress(10, 0, 1, UInt8(index))
            say(&story, .request, host, hostMAC, to: target, .broadcast, at: Double(index))
            say(&story, .reply, target, gatewayMAC, to: host, hostMAC, at: Double(index) + 0.01)
        }
        #expect(story.findings(ArpSpoof.self).isEmpty)
    }

    @Test func `the same story gives the same findings, told again only as they grow`() {
        var story = EventStory()
        ordinary(&story, until: 500)
        for index in 0..<200 { say(&story, .reply, gateway, evilMAC, to: host, hostMAC, at: 10.5 + Double(index) * 2) }
        let findings = story.findings(ArpSpoof.self)
        #expect((1...3).contains(findings.count))
        #expect(findings == story.findings(ArpSpoof.self))
    }
}
