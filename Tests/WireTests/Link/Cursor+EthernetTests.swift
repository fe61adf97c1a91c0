import Testing
import Vocabulary

@testable import Wire

@Suite struct EthernetTests {
    private let packet = Sample.ipv4(6, Sample.tcp)

    @Test func `a VLAN tag gives its id and is read over`() {
        let facts = decode(
            Sample.ethernet
                + hex(
                    """
                    81 00                   ; VLAN tag
                    A0 05                   ; priority 5, id 5
                    08 00                   ; IPv4
                    """) + packet
        ).facts[0]
        #expect(facts.vlan == 5 && facts.innerVLAN == 0)
        #expect(facts.destinationPort == 80 && facts.payloadOffset == 18 + 20 + 32)
    }

    @Test(arguments: [0x8100, 0x88A8, 0x9100] as [UInt16])
    func `two tags give the outer and the inner id`(_ outer: UInt16) {
        let tags = Sample.word(outer) + Sample.word(0x0064) + Sample.word(0x8100) + Sample.word(0x00C8)
        let facts = decode(Sample.ethernet + tags + Sample.word(0x0800) + packet).facts[0]
        #expect(facts.vlan == 100 && facts.innerVLAN == 200 && facts.destinationPort == 80)
    }

    @Test func `four tags are followed, an endless row of them is stopped`() {
        let tag = Sample.word(0x8100) + Sample.word(1)
        let four = Sample.ethernet + tag + tag + tag + tag + Sample.word(0x0800) + packet
        #expect(decode(four).facts[0].destinationPort == 80)
        let many = Sample.ethernet + Array(repeating: tag, count: 20).flatMap { $0 } + Sample.word(0x0800) + packet
        #expect(decode(many).facts[0].stop == Stop(.vlan, .tooDeep))
    }

    @Test func `a tag that the kernel took out is the outer one`() {
        let inner = Sample.ethernet + Sample.word(0x8100) + Sample.word(7) + Sample.word(0x0800) + packet
        let facts = decode([TestFrame(bytes: inner, strippedTPID: 0x88A8, strippedTCI: 0x2009)]).facts[0]
        #expect(facts.vlan == 9 && facts.innerVLAN == 7 && facts.destinationPort == 80)
        let plain = Sample.frame(0x0800, packet)
        #expect(decode([TestFrame(bytes: plain, strippedTPID: 0x8100, strippedTCI: 3)]).facts[0].vlan == 3)
    }

    @Test func `IEEE 802_3 with LLC and SNAP is read by its length`() {
        let snap = hex(
            """
            AA AA 03                ; SNAP, unnumbered
            00 00 00                ; organisation: EtherTypes
            08 00                   ; IPv4
            """)
        let frame = Sample.ethernet + Sample.word(UInt16(8 + packet.count)) + snap + packet + [9, 9, 9]
        #expect(decode(frame).facts[0].destinationPort == 80)
        let bare = Sample.ethernet + Sample.word(UInt16(3 + packet.count)) + [6, 6, 3] + packet
        #expect(decode(bare).facts[0].destinationPort == 80)
    }

    @Test func `spanning tree and raw Novell frames are counted as unsupported`() {
        let tree = Sample.ethernet + hex("00 26 42 42 03 00 00 00") + Array(repeating: 0, count: 40)
        let novell = Sample.ethernet + hex("00 22 FF FF 00 22") + Array(repeating: 0, count: 40)
        let decoded = decode([TestFrame(bytes: tree), TestFrame(bytes: novell)])
        #expect(decoded.facts.map(\.network) == [.other, .other])
        #expect(decoded.counts.unsupported == 2 && decoded.stops[.link, .unsupported] == 2)
    }

    @Test func `a frame shorter than its header says whose fault it is`() {
        let short = Array(Sample.ethernet.prefix(9))
        #expect(decode(short).facts[0].stop == Stop(.link, .truncated))
        #expect(decode(short, wire: 60).facts[0].stop == Stop(.link, .cutByCapture))
    }
}
