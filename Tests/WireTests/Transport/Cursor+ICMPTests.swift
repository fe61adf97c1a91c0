import Testing
import Vocabulary

@testable import Wire

@Suite struct ICMPTests {
    private func decoded(_ message: [UInt8]) -> PacketFacts {
        decode(Sample.frame(0x0800, Sample.ipv4(1, message))).facts[0]
    }
    private func decoded6(_ message: [UInt8]) -> PacketFacts {
        decode(Sample.frame(0x86DD, Sample.ipv6(58, message))).facts[0]
    }

    @Test func `an echo has its identifier and its counterpart as port`() {
        let facts = decoded(
            hex(
                """
                08 00 00 00             ; echo request, code, checksum
                12 34 00 01             ; identifier, sequence
                61 62 63                ; payload
                """))
        #expect(facts.icmpType == 8 && facts.echoIdentifier == 0x1234 && facts.payloadLength == 3)
        #expect(facts.sourcePort == 8 && facts.destinationPort == 0 && facts.marks == .hasTransport)
        #expect(decoded6([129, 0, 0, 0, 0, 5, 0, 0]).destinationPort == 128)
    }

    @Test(arguments: [(0, 8), (13, 14), (15, 16), (17, 18), (9, 10)] as [(UInt8, UInt16)])
    func `paired messages name each other`(_ one: UInt8, _ other: UInt16) {
        #expect(decoded([one, 5, 0, 0, 0, 0, 0, 0]).destinationPort == other)
        #expect(decoded([UInt8(other), 5, 0, 0, 0, 0, 0, 0]).destinationPort == UInt16(one))
    }

    @Test(arguments: [(128, 129), (130, 131), (133, 134), (135, 136), (139, 140), (144, 145)] as [(UInt8, UInt16)])
    func `paired messages of version 6 name each other`(_ one: UInt8, _ other: UInt16) {
        #expect(decoded6([one, 5, 0, 0, 0, 0, 0, 0]).destinationPort == other)
        #expect(decoded6([UInt8(other), 5, 0, 0, 0, 0, 0, 0]).destinationPort == UInt16(one))
    }

    @Test func `an error is marked, and its port is the code`() {
        let facts = decoded([3, 1, 0, 0, 0, 0, 0, 0] + Sample.ipv4(17, Sample.datagram))
        #expect(facts.marks == [.icmpError, .hasTransport] && facts.sourcePort == 3 && facts.destinationPort == 1)
        #expect(decoded6([1, 4, 0, 0, 0, 0, 0, 0]).marks == [.icmpError, .hasTransport])
    }

    @Test func `request and reply hash alike`() {
        let request = decoded([8, 0, 0, 0, 0, 1, 0, 1])
        var back = Sample.frame(0x0800, Sample.ipv4(1, [0, 0, 0, 0, 0, 1, 0, 1]))
        let addresses = Array(back[26..<34])
        back.replaceSubrange(26..<34, with: addresses[4...] + addresses[..<4])
        #expect(decode(back).facts[0].hash == request.hash)
    }

    @Test func `a cut message still tells its type`() {
        let facts = decoded([3, 1, 0, 0])
        #expect(facts.icmpType == 3 && facts.stop == Stop(.icmp, .truncated))
    }
}
