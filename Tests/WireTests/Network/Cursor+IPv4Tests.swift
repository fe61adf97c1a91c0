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
