import Testing
import Vocabulary

@testable import Wire

@Suite struct MPLSTests {
    private let packet = Sample.ipv4(6, Sample.tcp)
    /// Labels 16 and 17, the second at the bottom of the stack.
    private let labels = hex("00 01 00 40  00 01 11 40")

    @Test func `a stack of labels is read over to IP`() {
        #expect(decode(Sample.frame(0x8847, labels + packet)).facts[0].destinationPort == 80)
        #expect(decode(Sample.frame(0x8848, labels + Sample.ipv6(17, Sample.datagram))).facts[0].network == .ipv6)
    }

    @Test func `Ethernet pseudowires are read with and without a control word`() {
        let frame = Sample.frame(0x0800, packet)
        let with = decode(Sample.frame(0x8847, labels + [0, 0, 0, 0] + frame)).facts[0]
        #expect(with.destinationPort == 80)
        var other = frame
        other[0] = 0x62
        #expect(decode(Sample.frame(0x8847, labels + other)).facts[0].destinationPort == 80)
    }

    @Test func `an endless stack is stopped`() {
        let endless = Array(repeating: hex("00 01 00 40"), count: 40).flatMap { $0 }
        #expect(decode(Sample.frame(0x8847, endless + packet)).facts[0].stop == Stop(.mpls, .tooDeep))
        #expect(decode(Sample.frame(0x8847, hex("00 01 00"))).facts[0].stop == Stop(.mpls, .truncated))
    }
}
