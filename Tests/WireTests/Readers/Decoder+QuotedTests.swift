import Testing
import Vocabulary

@testable import Wire

@Suite struct QuotedTests {
    private func quoted(_ packet: [UInt8]) -> FlowKey? {
        decode(Sample.frame(0x0800, Sample.ipv4(1, [3, 3, 0, 0, 0, 0, 0, 0] + packet))).quoted(0)
    }

    @Test func `the quoted packet's sender is the initiator`() {
        let key = quoted(Array(Sample.ipv4(17, Sample.datagram).prefix(28)))
        #expect(key?.description == "udp 192.0.2.1:5353 > 198.51.100.2:53")
        #expect(quoted(Sample.ipv4(6, Sample.tcp))?.responderPort == 80)
    }

    @Test func `a quoted echo has the ports that its own facts have`() {
        let key = quoted(Sample.ipv4(1, [8, 0, 0, 0, 0, 1, 0, 1]))
        #expect(key?.initiatorPort == 8 && key?.responderPort == 0 && key?.transport == .icmp)
    }

    @Test func `too little, a later fragment or no error gives nothing`() {
        #expect(quoted(Array(Sample.ipv4(17, Sample.datagram).prefix(22))) == nil)
        #expect(quoted(Sample.ipv4(17, Sample.datagram, fragment: 5)) == nil)
        #expect(quoted([]) == nil)
        #expect(decode(Sample.frame(0x0800, Sample.ipv4(17, Sample.datagram))).quoted(0) == nil)
    }

    @Test func `IPv6 is quoted through its extension headers`() {
        let packet = Sample.ipv6(60, [17, 0, 1, 4, 0, 0, 0, 0] + Sample.datagram)
        let frame = Sample.frame(0x86DD, Sample.ipv6(58, [1, 4, 0, 0, 0, 0, 0, 0] + packet))
        #expect(decode(frame).quoted(0)?.description == "udp [2001:db8::1]:5353 > [2001:db8::2]:53")
    }
}
