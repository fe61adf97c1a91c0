import Testing
import Vocabulary

@testable import Wire

@Suite("Decoder") struct DecoderTests {
    @Test func `a TCP segment over IPv4 gives all its facts`() {
        let frame = Sample.frame(0x0800, Sample.ipv4(6, Sample.tcp))
        let facts = decode(frame).facts[0]
        #expect(facts.source == IPAddress(192, 0, 2, 1))
        #expect(facts.destination == IPAddress(198, 51, 100, 2))
        #expect(facts.sourcePort == 40000 && facts.destinationPort == 80)
        #expect(facts.sourceMAC.description == "02:00:00:00:00:01")
        #expect(facts.destinationMAC.description == "02:00:00:00:00:02")
        #expect(facts.network == .ipv4 && facts.transport == .tcp && facts.ttl == 64)
        #expect(facts.sequence == 0x0102_0304 && facts.acknowledgment == 0x0506_0708)
        #expect(facts.tcpFlags == [.psh, .ack] && facts.window == 8192)
        #expect(facts.payloadOffset == 14 + 20 + 32 && facts.payloadLength == 10 && facts.capturedPayload == 10)
        #expect(facts.ipLength == 62 && facts.wireLength == 76)
        #expect(facts.marks == .hasTransport && facts.stop == .none)
    }

    @Test func `a UDP datagram over IPv6 gives all its facts`() {
        let facts = decode(Sample.frame(0x86DD, Sample.ipv6(17, Sample.datagram))).facts[0]
        #expect(facts.source.description == "2001:db8::1" && facts.destination.description == "2001:db8::2")
        #expect(facts.sourcePort == 5353 && facts.destinationPort == 53)
        #expect(facts.network == .ipv6 && facts.transport == .udp && facts.ttl == 63)
        #expect(facts.payloadLength == 12 && facts.payloadOffset == 14 + 40 + 8 && facts.ipLength == 60)
    }

    @Test func `padding behind the packet is not payload`() {
        let frame = Sample.frame(0x0800, Sample.ipv4(6, Array(Sample.tcp.prefix(32)))) + [0, 0, 0, 0, 0, 0]
        let facts = decode(frame).facts[0]
        #expect(facts.payloadLength == 0 && facts.capturedPayload == 0 && facts.stop == .none)
    }

    @Test func `what the snap length cut off is promised but not there`() {
        let whole = Sample.frame(0x0800, Sample.ipv4(6, Sample.tcp))
        let facts = decode(Array(whole.prefix(70)), wire: whole.count).facts[0]
        #expect(facts.payloadLength == 10 && facts.capturedPayload == 4 && facts.stop == .none)
        let header = decode(Array(whole.prefix(60)), wire: whole.count).facts[0]
        #expect(header.stop == Stop(.tcp, .cutByCapture))
        let truncated = decode(Array(whole.prefix(30))).facts[0]
        #expect(truncated.stop == Stop(.ipv4, .truncated))
    }

    @Test func `a plain packet reads the same layer by layer`() {
        let packets = [
            Sample.frame(0x0800, Sample.ipv4(6, Sample.tcp)), Sample.frame(0x0800, Sample.ipv4(17, Sample.datagram)),
            Sample.frame(0x86DD, Sample.ipv6(6, Sample.tcp)), Sample.frame(0x86DD, Sample.ipv6(17, Sample.datagram)),
        ]
        for packet in packets {
            let plain = decode(packet)
            // A tag of the kernel's with no VLAN in it forces the long way and changes nothing else.
            let walked = decode([TestFrame(bytes: packet, strippedTPID: 0x8100, strippedTCI: 0)])
            #expect(String(describing: plain.facts[0]) == String(describing: walked.facts[0]))
            #expect(plain.counts == walked.counts)
            #expect(plain.facts[0].isPlain && plain.facts[0].looksPlain)
        }
    }

    @Test func `fragments, tunnels and other protocols are not plain`() {
        var fragment = Sample.frame(0x0800, Sample.ipv4(6, Sample.tcp))
        fragment[20] |= 0x20
        #expect(!decode(fragment).facts[0].isPlain)
        #expect(!decode(Sample.frame(0x0800, Sample.ipv4(1, [8, 0, 0, 0, 0, 1, 0, 1]))).facts[0].isPlain)
        let nobody = Sample.frame(0x86DD, Sample.ipv6(17, Sample.datagram))
        var unspecified = nobody
        for place in 22..<54 { unspecified[place] = 0 }
        #expect(decode(nobody).facts[0].isPlain && !decode(unspecified).facts[0].isPlain)
    }

    @Test func `both directions hash alike, other flows and seeds do not`() {
        let frame = Sample.frame(0x0800, Sample.ipv4(6, Sample.tcp))
        let back = Sample.reversed(frame)
        var other = frame
        other[35] ^= 1
        let decoded = decode([TestFrame(bytes: frame), TestFrame(bytes: back), TestFrame(bytes: other)])
        #expect(decoded.facts[0].hash == decoded.facts[1].hash)
        #expect(decoded.facts[0].hash != decoded.facts[2].hash)
        #expect(decode([TestFrame(bytes: frame)], seed: 8).facts[0].hash != decoded.facts[0].hash)
    }

    @Test func `the order is the frame's number and the depth`() {
        let plain = Sample.frame(0x0800, Sample.ipv4(6, Sample.tcp))
        let tunnel = Sample.frame(0x0800, Sample.ipv4(4, Sample.ipv4(17, Sample.datagram)))
        let decoded = decode([TestFrame(bytes: plain), TestFrame(bytes: tunnel)], firstOrdinal: 100)
        #expect(decoded.facts.map(\.order) == [800, 808, 809])
        #expect(decoded.facts.map(\.depth) == [0, 0, 1])
    }

    @Test func `decoding stops while a frame might not fit and goes on from there`() {
        let tunnel = Sample.frame(0x0800, Sample.ipv4(4, Sample.ipv4(41, Sample.ipv6(17, Sample.datagram))))
        let decoded = decode(Array(repeating: TestFrame(bytes: tunnel), count: 100))
        #expect(decoded.facts.count == 300)
        let orders = (0..<300).map { (index: Int) -> UInt64 in UInt64(index / 3 * 8 + index % 3) }
        #expect(decoded.facts.map(\.order) == orders)
        #expect(decoded.counts.packets == 100 && decoded.counts.ipv4 == 100 && decoded.counts.ipv6 == 0)
    }

    @Test func `frames are counted by their outermost layer`() {
        let frames = [
            Sample.frame(0x0800, Sample.ipv4(6, Sample.tcp)), Sample.frame(0x86DD, Sample.ipv6(17, Sample.datagram)),
            Sample.frame(0x0800, Sample.ipv4(1, [8, 0, 0, 0, 0, 1, 0, 1])),
            Sample.frame(0x86DD, Sample.ipv6(58, [128, 0, 0, 0, 0, 1, 0, 1])),
            Sample.frame(0x0806, Array(repeating: 0, count: 28)), Sample.frame(0x88CC, [0, 0]),
        ]
        let counts = decode(frames.map { TestFrame(bytes: $0) }).counts
        #expect(counts.packets == 6 && counts.ipv4 == 2 && counts.ipv6 == 2 && counts.arp == 1)
        #expect(counts.tcp == 1 && counts.udp == 1 && counts.icmp == 1 && counts.icmpv6 == 1 && counts.unsupported == 1)
    }

    @Test func `a frame reference beyond the lent bytes is read as far as they go`() {
        var decoder = Decoder(seed: 1)
        var frames = FrameBatch()
        let start = Timestamp(seconds: 0)
        for (offset, captured) in [(10, 500), (60, 10), (1000, 60), (-5, 60), (0, 0)] {
            frames.append(
                FrameReference(
                    offset: offset, timestamp: start, captured: UInt32(captured), wire: 60, link: .ethernet))
        }
        var batch = FactsBatch()
        let lent = [UInt8](repeating: 0x45, count: 64)
        #expect(decoder.decode(lent.span.bytes, &frames, from: 0, into: &batch) == 5)
        #expect(batch.count == 5)
    }
}
