import Testing
import Vocabulary

@testable import Wire

@Suite struct PPPTests {
    private let packet = Sample.ipv4(6, Sample.tcp)

    @Test(arguments: ["FF 03 00 21", "00 21", "21", "FF 03 21"])
    func `IPv4 in PPP is read with and without framing and with a short protocol field`(_ header: String) {
        #expect(decode(hex(header) + packet, link: .ppp).facts[0].destinationPort == 80)
        #expect(decode(hex(header) + packet, link: .pppHDLC).facts[0].destinationPort == 80)
    }

    @Test func `IPv6 and MPLS in PPP are read, control protocols are not`() {
        let six = decode(hex("00 57") + Sample.ipv6(17, Sample.datagram), link: .ppp).facts[0]
        #expect(six.network == .ipv6 && six.destinationPort == 53)
        #expect(decode(hex("02 81 00 01 01 40") + packet, link: .ppp).facts[0].destinationPort == 80)
        #expect(decode(hex("C0 21 01 01 00 04"), link: .ppp).facts[0].stop == Stop(.link, .unsupported))
    }

    @Test func `a PPPoE session ends where its length says`() {
        let session =
            hex(
                """
                11 00                   ; version 1, type 1, session data
                00 2A                   ; session
                """) + Sample.word(UInt16(2 + packet.count)) + hex("00 21 ; IPv4")
        let facts = decode(Sample.frame(0x8864, session + packet + [0, 0, 0, 0])).facts[0]
        #expect(facts.destinationPort == 80 && facts.payloadLength == 10 && facts.stop == .none)
        #expect(decode(session + packet, link: .pppoe).facts[0].destinationPort == 80)
        var wrong = session
        wrong[0] = 0x21
        #expect(decode(Sample.frame(0x8864, wrong + packet)).facts[0].stop == Stop(.pppoe, .badVersion))
    }

    @Test func `Cisco HDLC and direction bytes are read over`() {
        #expect(decode(hex("0F 00 08 00") + packet, link: LinkType(rawValue: 104)).facts[0].destinationPort == 80)
        #expect(decode(hex("0F 00 08 00") + packet, link: .pppHDLC).facts[0].destinationPort == 80)
        #expect(decode(hex("01 FF 03 00 21") + packet, link: LinkType(rawValue: 204)).facts[0].destinationPort == 80)
    }
}
