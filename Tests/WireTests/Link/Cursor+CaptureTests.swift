import Testing
import Vocabulary

@testable import Wire

@Suite struct CaptureHeaderTests {
    private let packet = Sample.ipv4(6, Sample.tcp)

    @Test func `Linux cooked gives the sender's address and the packet`() {
        let header = hex(
            """
            00 00                   ; to us
            00 01                   ; ARPHRD_ETHER
            00 06                   ; address length
            02 00 00 00 00 01 00 00 ; address, padded
            08 00                   ; IPv4
            """)
        let facts = decode(header + packet, link: .linuxCooked).facts[0]
        #expect(facts.sourceMAC.description == "02:00:00:00:00:01" && facts.destinationMAC == .none)
        #expect(facts.destinationPort == 80)
    }

    @Test func `Linux cooked 2 gives the sender's address and the packet`() {
        let header = hex(
            """
            86 DD 00 00             ; IPv6, reserved
            00 00 00 03             ; interface index
            00 01                   ; ARPHRD_ETHER
            00 06                   ; to us, address length
            02 00 00 00 00 01 00 00 ; address, padded
            """)
        let facts = decode(header + Sample.ipv6(17, Sample.datagram), link: .linuxCooked2).facts[0]
        #expect(facts.sourceMAC.description == "02:00:00:00:00:01" && facts.network == .ipv6)
        #expect(facts.destinationPort == 53)
    }

    @Test(arguments: ["02 00 00 00", "00 00 00 02"])
    func `loopback's family for IPv4 is read in both byte orders`(_ family: String) {
        #expect(decode(hex(family) + packet, link: .bsdLoopback).facts[0].destinationPort == 80)
        #expect(decode(hex(family) + packet, link: .openBSDLoopback).facts[0].destinationPort == 80)
    }

    @Test(arguments: [10, 23, 24, 28, 30] as [UInt8], [true, false])
    func `every system's number for IPv6 is known`(_ family: UInt8, _ isLittle: Bool) {
        let header = isLittle ? [family, 0, 0, 0] : [0, 0, 0, family]
        let facts = decode(header + Sample.ipv6(17, Sample.datagram), link: .bsdLoopback).facts[0]
        #expect(facts.network == .ipv6 && facts.destinationPort == 53)
    }

    @Test func `raw IP is told by its version`() {
        #expect(decode(packet, link: .rawIP).facts[0].network == .ipv4)
        #expect(decode(Sample.ipv6(17, Sample.datagram), link: .rawIP).facts[0].network == .ipv6)
        #expect(decode(packet, link: .rawIPv4).facts[0].destinationPort == 80)
        #expect(decode(Sample.ipv6(17, Sample.datagram), link: .rawIPv6).facts[0].destinationPort == 53)
        #expect(decode([0x15, 0, 0, 0], link: .rawIP).facts[0].stop == Stop(.ipv4, .badVersion))
    }

    @Test func `a link type that is not read is counted, not guessed`() {
        let decoded = decode(packet, link: LinkType(rawValue: 105))
        #expect(decoded.facts[0].network == .none && decoded.facts[0].stop == Stop(.link, .unsupported))
        #expect(decoded.counts.unsupported == 1 && decoded.counts.ipv4 == 0)
    }
}
