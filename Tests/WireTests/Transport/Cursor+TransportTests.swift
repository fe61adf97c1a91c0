import Testing
import Vocabulary

@testable import Wire

@Suite struct TransportTests {
    private func decoded(_ transport: UInt8, _ payload: [UInt8]) -> PacketFacts {
        decode(Sample.frame(0x0800, Sample.ipv4(transport, payload))).facts[0]
    }

    @Test func `a TCP data offset that cannot be is noted, ports and flags stand`() {
        for offset in [0x40, 0xF0] as [UInt8] {
            var segment = Sample.tcp
            segment[12] = offset
            let facts = decoded(6, segment)
            #expect(facts.stop == Stop(.tcp, .badLength) && facts.destinationPort == 80)
            #expect(facts.tcpFlags == [.psh, .ack])
        }
    }

    @Test func `ports of a cut header are still told`() {
        let facts = decoded(6, Array(Sample.tcp.prefix(9)))
        #expect(
            facts.stop == Stop(.tcp, .truncated) && facts.destinationPort == 80 && !facts.marks.contains(.hasTransport))
        #expect(decoded(17, [1, 2, 3]).stop == Stop(.udp, .truncated))
    }

    @Test func `options that the capture cut off leave a promised payload`() {
        let frame = Sample.frame(0x0800, Sample.ipv4(6, Sample.tcp))
        let facts = decode(Array(frame.prefix(58)), wire: frame.count).facts[0]
        #expect(facts.stop == Stop(.tcp, .cutByCapture) && facts.payloadLength == 10 && facts.capturedPayload == 0)
    }

    @Test func `UDP lengths that cannot be are noted`() {
        for length in [7, 200] as [UInt8] {
            var datagram = Sample.datagram
            datagram[5] = length
            let facts = decoded(17, datagram)
            #expect(facts.stop == Stop(.udp, .badLength) && facts.destinationPort == 53 && facts.payloadLength == 12)
        }
        var zero = Sample.datagram
        zero[5] = 0
        #expect(decoded(17, zero).stop == .none && decoded(17, zero).payloadLength == 12)
    }

    @Test func `bytes behind a UDP datagram are not its payload`() {
        #expect(decoded(17, Sample.datagram + [1, 2, 3]).payloadLength == 12)
    }

    @Test func `SCTP gives its ports`() {
        let facts = decoded(
            132,
            hex(
                """
                0B 80 0B 81             ; ports 2944 and 2945
                00 00 00 01             ; verification tag
                00 00 00 00             ; checksum
                0A 00 00 04             ; a cookie chunk
                """))
        #expect(facts.sourcePort == 2944 && facts.destinationPort == 2945)
        #expect(facts.payloadLength == 4 && facts.marks == .hasTransport && facts.transport == .sctp)
    }

    @Test func `other protocols are named and left alone`() {
        let facts = decoded(89, Array(repeating: 0, count: 24))
        #expect(facts.transport.rawValue == 89 && facts.stop == .none && facts.payloadLength == 24)
    }
}
