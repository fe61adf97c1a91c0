import Testing
import Vocabulary

@testable import Wire

@Suite struct GRETests {
    private let inner = Sample.ipv4(6, Sample.tcp)
    private func decoded(_ payload: [UInt8], _ transport: UInt8 = 47) -> [PacketFacts] {
        decode(Sample.frame(0x0800, Sample.ipv4(transport, payload))).facts
    }

    @Test(arguments: [
        "00 00 08 00", "80 00 08 00 00 00 00 00", "20 00 08 00 00 00 00 01", "10 00 08 00 00 00 00 01",
        "B0 00 08 00 00 00 00 00 00 00 00 01 00 00 00 02",
        "40 00 08 00 00 00 00 00  08 00 00 04 01 02 03 04  00 00 00 00",
    ])
    func `the optional fields are read over`(_ header: String) {
        let facts = decoded(hex(header) + inner)
        #expect(facts.count == 2 && facts[0].marks.contains(.carriesTunnel) && facts[0].transport == .gre)
        #expect(facts[1].depth == 1 && facts[1].destinationPort == 80 && facts[1].stop == .none)
        #expect(facts[1].wireLength == UInt32(inner.count))
    }

    @Test func `PPTP's version carries PPP, up to its own length`() {
        let header = hex("30 81 88 0B") + Sample.word(UInt16(4 + inner.count)) + hex("00 01  00 00 00 01  00 00 00 01")
        let facts = decoded(header + hex("FF 03 00 21") + inner + [7, 7])
        #expect(facts.count == 2 && facts[1].destinationPort == 80 && facts[1].payloadLength == 10)
        #expect(decoded(hex("30 01 88 0B 00 00 00 01 00 00 00 09")).count == 1)
    }

    @Test(arguments: [
        "00 00 65 58",  // transparent Ethernet bridging
        "00 00 88 BE",  // ERSPAN I
        "10 00 88 BE 00 00 00 01 10 01 00 01 00 00 00 00",  // ERSPAN II
        "10 00 22 EB 00 00 00 01 20 01 00 01 00 00 00 00 00 00 00 00",  // ERSPAN III
        "10 00 22 EB 00 00 00 01 20 01 00 01 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 00",  // with sub-header
    ])
    func `frames in GRE are facts with addresses of their own`(_ header: String) {
        let facts = decoded(hex(header) + Sample.frame(0x0800, inner))
        #expect(facts.count == 2 && facts[1].destinationPort == 80)
        #expect(facts[1].sourceMAC.description == "02:00:00:00:00:01")
    }

    @Test func `IP in IP in all four ways, EtherIP and MPLS in IP`() {
        let six = Sample.ipv6(17, Sample.datagram)
        #expect(decoded(inner, 4)[1].destinationPort == 80)
        #expect(decoded(six, 41)[1].destinationPort == 53)
        #expect(decode(Sample.frame(0x86DD, Sample.ipv6(4, inner))).facts[1].destinationPort == 80)
        #expect(decode(Sample.frame(0x86DD, Sample.ipv6(41, six))).facts[1].destinationPort == 53)
        #expect(decoded([0x30, 0] + Sample.frame(0x0800, inner), 97)[1].destinationPort == 80)
        #expect(decoded(hex("00 01 01 40") + inner, 137)[1].destinationPort == 80)
    }

    @Test func `tunnels are followed three deep`() {
        var packet = inner
        for _ in 0..<6 { packet = Sample.ipv4(4, packet) }
        let decoded = decode(Sample.frame(0x0800, packet))
        #expect(decoded.facts.map(\.depth) == [0, 1, 2, 3])
        #expect(decoded.facts[3].stop == Stop(.tunnel, .tooDeep) && decoded.stops[.tunnel, .tooDeep] == 1)
        #expect(decoded.counts.ipv4 == 1 && decoded.counts.tcp == 0)
    }

    @Test func `unknown versions, protocols and endless routes are stops`() {
        #expect(decoded(hex("00 05 08 00"))[0].stop == Stop(.tunnel, .badVersion))
        #expect(decoded(hex("00 00 20 01 00 00"))[0].stop == Stop(.tunnel, .unsupported))
        #expect(decoded(hex("B0 00 08 00 00 00"))[0].stop == Stop(.tunnel, .truncated))
        let routes = Array(repeating: hex("08 00 00 04 01 02 03 04"), count: 40).flatMap { $0 }
        #expect(decoded(hex("40 00 08 00 00 00 00 00") + routes)[0].stop == Stop(.tunnel, .tooDeep))
    }
}
