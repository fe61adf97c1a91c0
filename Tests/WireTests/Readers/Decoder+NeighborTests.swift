import Testing
import Vocabulary

@testable import Wire

@Suite struct NeighborTests {
    private func discovery(_ type: UInt8, _ body: [UInt8], destination: [UInt8]? = nil) -> NeighborFact? {
        var packet = Sample.ipv6(58, [type, 0, 0, 0, 0, 0, 0, 0] + body)
        if let destination { packet.replaceSubrange(24..<40, with: destination) }
        return decode(Sample.frame(0x86DD, packet)).neighbor(0)
    }
    private let link = hex("02 00 00 00 00 AA")
    private let multicast = [0xFF, 0x02] + Array(repeating: 0 as UInt8, count: 13) + [1]

    @Test func `an ARP request and a reply are read`() {
        let request = decode(Sample.frame(0x0806, ARPTests.request)).neighbor(0)
        #expect(request?.operation == .request && request?.isNDP == false && request?.isGratuitous == false)
        #expect(request?.senderAddress == IPAddress(192, 0, 2, 1) && request?.targetAddress == IPAddress(192, 0, 2, 9))
        #expect(request?.senderMAC.description == "02:00:00:00:00:01")
        #expect(request?.frameDestination.description == "02:00:00:00:00:02")
        var reply = ARPTests.request
        reply[7] = 2
        reply[23] = 9
        let answer = decode(Sample.frame(0x0806, reply)).neighbor(0)
        #expect(answer?.operation == .reply && answer?.targetMAC.description == "00:00:00:00:00:09")
        reply[7] = 3
        #expect(decode(Sample.frame(0x8035, reply)).neighbor(0) == nil)
    }

    @Test func `a neighbour solicitation speaks for its sender`() {
        let fact = discovery(135, Sample.address(9) + [1, 1] + link)
        #expect(fact?.operation == .request && fact?.isNDP == true)
        #expect(fact?.senderAddress.description == "2001:db8::1" && fact?.targetAddress.description == "2001:db8::9")
        #expect(fact?.senderMAC.description == "02:00:00:00:00:aa")
    }

    @Test func `a neighbour advertisement speaks for its target`() {
        let asked = discovery(136, Sample.address(9) + [2, 1] + link)
        #expect(asked?.operation == .reply && asked?.senderAddress.description == "2001:db8::9")
        #expect(asked?.targetAddress.description == "2001:db8::2" && asked?.isGratuitous == false)
        let unasked = discovery(136, Sample.address(9) + [2, 1] + link, destination: multicast)
        #expect(unasked?.isGratuitous == true && unasked?.senderMAC.description == "02:00:00:00:00:aa")
    }

    @Test func `a router advertisement and a redirect are read, options in any order`() {
        let router = discovery(
            134, hex("00 00 00 00 00 00 00 00 05 01 00 00 00 00 05 DC 01 01") + link, destination: multicast)
        #expect(router?.operation == .router && router?.senderAddress.description == "2001:db8::1")
        #expect(router?.senderMAC.description == "02:00:00:00:00:aa")
        let redirect = discovery(137, Sample.address(7) + Sample.address(8) + [2, 1] + link)
        #expect(redirect?.operation == .redirect && redirect?.senderAddress.description == "2001:db8::7")
        #expect(redirect?.targetAddress.description == "2001:db8::8")
    }

    @Test func `short bodies and options of no length give what they can`() {
        #expect(discovery(135, Array(Sample.address(9).prefix(15))) == nil)
        #expect(discovery(136, Sample.address(9) + [5, 0, 0, 0, 0, 0, 0, 0])?.senderMAC == MACAddress.none)
        #expect(discovery(133, Sample.address(9)) == nil)
    }
}
