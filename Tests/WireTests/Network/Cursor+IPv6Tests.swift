import Testing
import Vocabulary

@testable import Wire

@Suite struct IPv6Tests {
    /// An extension header of eight bytes.
    private func header(_ next: UInt8) -> [UInt8] { [next, 0, 1, 4, 0, 0, 0, 0] }
    private func fragment(_ next: UInt8, _ offset: UInt16, more: Bool, id: UInt8 = 7) -> [UInt8] {
        [next, 0] + Sample.word(offset << 3 | (more ? 1 : 0)) + [0, 0, 0, id]
    }
    private func decoded(_ next: UInt8, _ payload: [UInt8]) -> PacketFacts {
        decode(Sample.frame(0x86DD, Sample.ipv6(next, payload))).facts[0]
    }

    @Test(arguments: [0, 43, 60, 135, 139, 140] as [UInt8])
    func `an extension header is read over`(_ kind: UInt8) {
        let facts = decoded(kind, header(60) + header(6) + Sample.tcp)
        #expect(facts.transport == .tcp && facts.destinationPort == 80 && facts.stop == .none)
    }

    @Test func `an authentication header counts its length in words of four`() {
        let facts = decoded(51, [17, 4, 0, 0] + Array(repeating: 0, count: 20) + Sample.datagram)
        #expect(facts.destinationPort == 53)
        let four = Sample.ipv4(51, [17, 4, 0, 0] + Array(repeating: 0, count: 20) + Sample.datagram)
        #expect(decode(Sample.frame(0x0800, four)).facts[0].destinationPort == 53)
    }

    @Test func `ESP ends reading`() {
        let facts = decoded(50, Array(repeating: 0xAA, count: 40))
        #expect(facts.stop == Stop(.extensionHeader, .unsupported) && facts.transport.rawValue == 50)
    }

    @Test func `an endless chain of extension headers is stopped`() {
        let facts = decoded(0, Array(repeating: header(0), count: 40).flatMap { $0 } + header(6) + Sample.tcp)
        #expect(facts.stop == Stop(.extensionHeader, .tooDeep))
    }

    @Test func `an extension header that reaches beyond the packet is a truncation`() {
        #expect(decoded(60, [6, 200, 0, 0, 0, 0, 0, 0] + Sample.tcp).stop == Stop(.extensionHeader, .truncated))
    }

    @Test func `fragments are tied to their flow, atomic ones are whole packets`() {
        let first = Sample.frame(0x86DD, Sample.ipv6(44, fragment(17, 0, more: true) + Sample.datagram))
        let later = Sample.frame(0x86DD, Sample.ipv6(44, fragment(17, 3, more: false) + [1, 2, 3]))
        let other = Sample.frame(0x86DD, Sample.ipv6(44, fragment(17, 3, more: false, id: 8) + [1, 2, 3]))
        let facts = decode([first, later, other].map { TestFrame(bytes: $0) }).facts
        #expect(facts.map(\.destinationPort) == [53, 53, 0])
        #expect(facts.map { $0.marks.contains(.laterFragment) } == [false, true, true])
        let atomic = decoded(44, fragment(17, 0, more: false) + Sample.datagram)
        #expect(atomic.marks == .hasTransport && atomic.destinationPort == 53)
    }

    @Test func `a TCP header cut in two is whole again`() {
        let pieces = [(0, Sample.tcp[..<8], true), (1, Sample.tcp[8...], false)].map { unit, part, more in
            TestFrame(bytes: Sample.frame(0x86DD, Sample.ipv6(44, fragment(6, UInt16(unit), more: more) + part)))
        }
        let facts = decode(pieces).facts
        #expect(facts[0].marks == [.fragment, .headerPiece])
        #expect(facts[1].marks == [.fragment, .hasTransport])
        #expect(facts[1].destinationPort == 80 && facts[1].payloadLength == 10)
    }

    @Test func `a payload length of zero is a jumbogram: the frame's length stands in`() {
        var packet = Sample.ipv6(17, Sample.datagram)
        packet[4] = 0
        packet[5] = 0
        let facts = decode(Sample.frame(0x86DD, packet)).facts[0]
        #expect(facts.destinationPort == 53 && facts.ipLength == 60 && facts.stop == .none)
    }

    @Test func `another version is not IPv6`() {
        var packet = Sample.ipv6(17, Sample.datagram)
        packet[0] = 0x50
        let decoded = decode(Sample.frame(0x86DD, packet))
        #expect(decoded.facts[0].stop == Stop(.ipv6, .badVersion) && decoded.counts.ipv6 == 0)
    }
}
