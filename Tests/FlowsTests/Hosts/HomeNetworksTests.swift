import Flows
import Testing
import Vocabulary

@Suite struct HomeNetworksTests {
    private let outside = IPAddress(93, 184, 216, 34)
    private let other = IPAddress(198, 51, 100, 7)

    private func key(_ from: IPAddress, _ to: IPAddress) -> FlowKey {
        FlowKey(initiator: from, initiatorPort: 1, responder: to, responderPort: 2, transport: .udp)
    }

    private func neighbor(_ address: IPAddress, _ operation: NeighborFact.Operation = .request) -> NeighborFact {
        NeighborFact(
            operation: operation, isNDP: false, senderAddress: address, senderMAC: .none, targetAddress: .unspecified,
            targetMAC: .none, frameSource: .none, frameDestination: .broadcast, vlan: 0)
    }

    @Test func `private, unique local, link local and loopback space is home`() throws {
        let home = HomeNetworks()
        for text in ["10.1.2.3", "172.16.0.1", "192.168.9.9", "169.254.1.1", "127.0.0.1", "fd00::1", "fe80::1", "::1"] {
            #expect(home.contains(try #require(IPAddress(text))), "\(text)")
        }
        #expect(!home.contains(outside))
    }

    @Test func `direction is judged from the initiator`() {
        let home = HomeNetworks()
        #expect(home.direction(of: key(Line.client, Line.server)) == .internal)
        #expect(home.direction(of: key(Line.client, outside)) == .outbound)
        #expect(home.direction(of: key(outside, Line.client)) == .inbound)
        #expect(home.direction(of: key(outside, other)) == .external)
    }

    @Test func `multicast and broadcast are as near as who speaks to them`() {
        let home = HomeNetworks()
        #expect(home.direction(of: key(Line.client, IPAddress(224, 0, 0, 251))) == .internal)
        #expect(home.direction(of: key(IPAddress(0, 0, 0, 0), IPAddress(255, 255, 255, 255))) == .internal)
        #expect(home.direction(of: key(outside, IPAddress(239, 1, 1, 1))) == .external)
    }

    @Test func `configured blocks are the only home`() throws {
        var home = HomeNetworks(configured: [try #require(AddressBlock("198.51.100.0/24"))])
        #expect(home.contains(other))
        #expect(!home.contains(Line.client))
        home.observe(neighbor(outside))
        #expect(!home.contains(outside))
    }

    @Test func `ARP speakers and interface prefixes are home, redirects are not`() throws {
        var home = HomeNetworks()
        home.observe(neighbor(outside))
        #expect(home.contains(outside))
        home.observe(neighbor(other, .redirect))
        #expect(!home.contains(other))
        home.observe(interface: try #require(AddressBlock("198.51.100.0/24")))
        #expect(home.contains(other))
    }

    @Test func `what a DHCP server gives away is home`() {
        var home = HomeNetworks()
        var message = DHCPMessage()
        message.kind = .ack
        message.yourAddress = other
        message.serverIdentifier = outside
        message.relay = IPAddress(10, 0, 0, 254)
        home.observe(message)
        #expect(home.contains(other))
        #expect(!home.contains(outside))
        message.relay = IPAddress(0, 0, 0, 0)
        home.observe(message)
        #expect(home.contains(outside))
    }

    @Test func `a flood of speakers teaches no more than the cap`() {
        var home = HomeNetworks()
        for number in 0..<5000 { home.observe(neighbor(IPAddress(v4: 0x0B00_0000 + UInt32(number)))) }
        #expect(home.contains(IPAddress(v4: 0x0B00_0000)))
        #expect(!home.contains(IPAddress(v4: 0x0B00_0000 + 4999)))
        #expect(home.untaught == 904)
    }
}
