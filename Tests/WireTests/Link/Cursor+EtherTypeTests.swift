import Testing
import Vocabulary

@testable import Wire

@Suite struct EtherTypeTests {
    private let packet = Sample.ipv4(6, Sample.tcp)

    @Test(
        arguments: [
            (0x8903, "00 01"),  // FabricPath tag
            (0x22F3, "00 40 00 01 00 02 00 00 00 00"),  // TRILL with one word of options
            (0x88E7, "00 00 00 05"),  // 802.1ah instance tag
        ] as [(UInt16, String)])
    func `a fabric header is read over to the frame it carries`(_ type: UInt16, _ header: String) {
        let facts = decode(Sample.frame(type, hex(header) + Sample.frame(0x0800, packet))).facts[0]
        #expect(facts.destinationPort == 80 && facts.stop == .none)
    }

    @Test(
        arguments: [
            (0x8926, "00 01 00 02 08 00"),  // VN-Tag
            (0x892F, "00 10 00 01 08 00"),  // HSR
            (0x8909, "01 01 00 01 00 05 08 00"),  // Cisco MetaData
            (0x894F, "00 02 01 01 00 00 00 FF"),  // network service header: two words, IPv4
        ] as [(UInt16, String)])
    func `a tag with a type is read over to what it names`(_ type: UInt16, _ header: String) {
        let facts = decode(Sample.frame(type, hex(header) + packet)).facts[0]
        #expect(facts.destinationPort == 80 && facts.stop == .none)
    }

    @Test func `an unknown type is a stop at the link, with all of it as payload`() {
        let facts = decode(Sample.frame(0x88CC, [1, 2, 3])).facts[0]
        #expect(facts.network == .other && facts.stop == Stop(.link, .unsupported))
        #expect(facts.payloadOffset == 14 && facts.payloadLength == 3)
    }
}
