import Testing
import Vocabulary

@testable import Wire

@Suite struct UDPTunnelTests {
    private let inner = Sample.ipv4(6, Sample.tcp)
    private func decoded(_ port: UInt16, _ payload: [UInt8], from: UInt16 = 50000) -> [PacketFacts] {
        decode(Sample.frame(0x0800, Sample.ipv4(17, Sample.udp(from, port, payload)))).facts
    }

    @Test(
        arguments: [
            (4789, "08 00 00 00 00 00 05 00"),  // VXLAN
            (8472, "08 00 00 00 00 00 05 00"),
            (4790, "0C 00 00 03 00 00 05 00"),  // VXLAN-GPE, next protocol Ethernet
            (6081, "00 00 65 58 00 00 05 00"),  // Geneve
            (6081, "02 40 65 58 00 00 05 00 00 01 02 01 00 00 00 00"),  // Geneve with an option of two words
        ] as [(UInt16, String)])
    func `a frame in an overlay is a fact of its own`(_ port: UInt16, _ header: String) {
        let facts = decoded(port, hex(header) + Sample.frame(0x0800, inner))
        #expect(facts.count == 2 && facts[0].destinationPort == port && facts[1].destinationPort == 80)
        #expect(facts[0].payloadLength == UInt32(hex(header).count + 14 + inner.count))
    }

    @Test(
        arguments: [
            (4790, "0C 00 00 01 00 00 05 00"),  // VXLAN-GPE, next protocol IPv4
            (6081, "00 00 08 00 00 00 05 00"),
            (2152, "30 FF 00 3E 00 00 00 01"),  // GTP-U
            (2152, "34 FF 00 46 00 00 00 01 00 00 00 85 01 10 09 00"),  // with a session container behind
        ] as [(UInt16, String)])
    func `a packet in an overlay is a fact of its own`(_ port: UInt16, _ header: String) {
        let facts = decoded(port, hex(header) + inner)
        #expect(facts.count == 2 && facts[1].destinationPort == 80)
    }

    @Test func `Teredo is read behind its indications, from either side`() {
        let six = Sample.ipv6(17, Sample.datagram)
        let authentication = hex("00 01 00 00") + Array(repeating: 0, count: 9)
        let origin = hex("00 00 12 34 56 78 9A BC")
        #expect(decoded(3544, six)[1].destinationPort == 53)
        #expect(decoded(3544, authentication + origin + six)[1].destinationPort == 53)
        #expect(decoded(40000, origin + six, from: 3544)[1].destinationPort == 53)
    }

    @Test(arguments: [4789, 4790, 6081, 2152, 3544] as [UInt16])
    func `what does not look like a tunnel stays a datagram`(_ port: UInt16) {
        let facts = decoded(port, Array(repeating: 0x80, count: 60))
        #expect(facts.count == 1 && facts[0].marks == .hasTransport && facts[0].stop == .none)
        #expect(decoded(port, [8]).count == 1)
    }
}
