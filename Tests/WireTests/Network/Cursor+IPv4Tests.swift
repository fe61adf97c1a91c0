import Testing
import Vocabulary

@testable import Wire

@Suite struct IPv4Tests {
    @Test func `options are read over`() {
        let facts = decode(Sample.frame(0x0800, Sample.ipv4(6, Sample.tcp, options: hex("94 04 00 00 01 01 01 00"))))
            .facts[0]
        #expect(facts.destinationPort == 80 && facts.payloadOffset == 14 + 28 + 32)
    }

    @Test func `a total length of zero is an offloaded segment: the frame's length stands in`() {
        var packet = Sample.ipv4(6, Sample.tcp)
        packet[2] = 0
        packet[3] = 0
        let facts = decode(Sample.frame(0x0800, packet)).facts[0]
        #expect(facts.payloadLength == 10 && facts.ipLength == 62 && facts.stop == .none)
    }

    @Test func `a total length beyond the frame is noted, and what is there is read`() {
        var packet = Sample.ipv4(6, Sample.tcp)
        packet[2] = 9
        let facts = decode(Sample.frame(0x0800, packet)).facts[0]
        #expect(facts.stop == Stop(.ipv4, .badLength) && facts.destinationPort == 80 && facts.payloadLength == 10)
    }

    @Test func `header and total lengths below their least are refused`() {
        var header = Sample.ipv4(6, Sample.tcp)
        header[0] = 0x44
        #expect(decode(Sample.frame(0x0800, header)).facts[0].stop == Stop(.ipv4, .badLength))
        var total = Sample.ipv4(6, Sample.tcp)
        total[3] = 19
        #expect(decode(Sample.frame(0x0800, total)).facts[0].stop == Stop(.ipv4, .badLength))
        var version = Sample.ipv4(6, Sample.tcp)
        version[0] = 0x55
        #expect(decode(Sample.frame(0x0800, version)).facts[0].stop == Stop(.ipv4, .badVersion))
    }

    @Test func `later fragments get the ports of the first, whatever they carry`() {
        let first = Sample.frame(0x0800, Sample.ipv4(17, Sample.datagram, fragment: 0x2000))
        let later = Sample.frame(0x0800, Sample.ipv4(17, [1, 2, 3, 4, 5, 6, 7, 8], fragment: 0x0003))
        let decoded = decode([TestFrame(bytes: first), TestFrame(bytes: later)])
        #expect(decoded.facts[0].marks == [.fragment, .hasTransport] && decoded.facts[0].stop == .none)
        #expect(decoded.facts[1].marks == [.fragment, .laterFragment])
        #expect(decoded.facts[1].sourcePort == 5353 && decoded.facts[1].destinationPort == 53)
        #expect(decoded.facts[1].payloadOffset == first.count + 34 && decoded.facts[1].payloadLength == 8)
        #expect(decoded.facts[0].hash == decoded.facts[1].hash)
        #expect(decoded.counts.ipv4 == 2 && decoded.counts.udp == 1)
    }

    /// The pieces of a TCP packet (10 bytes of payload behind 32 of header) that was cut every `size` bytes.
    private func pieces(of size: Int) -> [TestFrame] {
        stride(from: 0, to: Sample.tcp.count, by: size).map { offset in
            let end = min(offset + size, Sample.tcp.count)
            let more: UInt16 = end < Sample.tcp.count ? 0x2000 : 0
            let piece = Sample.ipv4(6, Array(Sample.tcp[offset..<end]), fragment: more | UInt16(offset / 8))
            return TestFrame(bytes: Sample.frame(0x0800, piece))
        }
    }

    @Test func `a TCP header cut behind the sequence number is told by the half that comes second`() {
        let whole = decode(Sample.frame(0x0800, Sample.ipv4(6, Sample.tcp))).facts[0]
        let pieces = pieces(of: 8)
        for order in [[0, 1], [1, 0]] {
            let decoded = decode(order.map { pieces[$0] })
            #expect(decoded.facts[0].marks.contains(.headerPiece) && !decoded.facts[0].marks.contains(.hasTransport))
            let told = decoded.facts[1]
            #expect(told.marks == [.fragment, .hasTransport])
            #expect(told.tcpFlags == whole.tcpFlags && told.sequence == whole.sequence)
            #expect(told.acknowledgment == whole.acknowledgment && told.window == whole.window)
            #expect(told.hash == whole.hash && told.payloadLength == 0)
            #expect(decoded.counts.tcp == 1 && decoded.counts.ipv4 == 2)
        }
        let facts = decode(pieces).facts
        #expect(facts.dropFirst(2).allSatisfy { $0.marks == [.fragment, .laterFragment] && $0.hash == whole.hash })
        #expect(facts.map(\.payloadLength).reduce(0, +) == whole.payloadLength)
    }

    @Test func `a TCP header cut behind the flags tells them in its first part`() {
        let whole = decode(Sample.frame(0x0800, Sample.ipv4(6, Sample.tcp))).facts[0]
        for size in [16, 24] {
            let facts = decode(pieces(of: size)).facts
            #expect(facts[0].marks == [.fragment, .hasTransport] && facts[0].tcpFlags == whole.tcpFlags)
            #expect(facts[0].window == whole.window && facts[0].hash == whole.hash)
            #expect(facts.map(\.payloadLength).reduce(0, +) == whole.payloadLength)
        }
    }

    @Test func `a part that lies over the flags of a first part that has them changes nothing`() {
        let first = pieces(of: 24)[0]
        let forged = Sample.ipv4(6, [0, 0, 0, 0, 0x50, 0x3F, 0, 0], fragment: 0x2001)
        let facts = decode([first, TestFrame(bytes: Sample.frame(0x0800, forged))]).facts
        #expect(facts[1].marks == [.fragment, .laterFragment] && facts[1].tcpFlags.isEmpty)
    }

    @Test func `half a header waits for half a minute`() {
        var pieces = pieces(of: 8)
        pieces[1].seconds = pieces[0].seconds + 31
        let facts = decode([pieces[0], pieces[1]]).facts
        #expect(facts.allSatisfy { $0.marks.contains(.headerPiece) })
    }

    @Test func `a datagram longer than its first fragment is not malformed`() {
        var datagram = Sample.datagram
        datagram[4] = 9
        let facts = decode(Sample.frame(0x0800, Sample.ipv4(17, datagram, fragment: 0x2000))).facts[0]
        #expect(facts.stop == .none && facts.payloadLength == 12)
    }

    @Test func `a packet without payload has no transport`() {
        let decoded = decode(Sample.frame(0x0800, Sample.ipv4(6, [])))
        #expect(decoded.counts.ipv4 == 1 && decoded.counts.tcp == 0)
        #expect(decoded.facts[0].stop == Stop(.tcp, .truncated))
    }
}
