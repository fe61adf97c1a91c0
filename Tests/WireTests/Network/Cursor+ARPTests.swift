import Testing
import Vocabulary

@testable import Wire

@Suite struct ARPTests {
    static let request = hex(
        """
        00 01                   ; Ethernet
        08 00                   ; IPv4
        06 04                   ; address lengths
        00 01                   ; request
        02 00 00 00 00 01       ; sender's link address
        C0 00 02 01             ; sender 192.0.2.1
        00 00 00 00 00 00       ; target's link address
        C0 00 02 09             ; target 192.0.2.9
        """)

    @Test func `an ARP request names both addresses and where its body lies`() {
        let facts = decode(Sample.frame(0x0806, Self.request + [0, 0, 0])).facts[0]
        #expect(facts.network == .arp && facts.marks == .neighbor && facts.stop == .none)
        #expect(facts.source == IPAddress(192, 0, 2, 1) && facts.destination == IPAddress(192, 0, 2, 9))
        #expect(facts.payloadOffset == 14 && facts.payloadLength == 28 && facts.hash == 0)
    }

    @Test func `ARP for other protocols is counted but not read`() {
        var other = Self.request
        other[2] = 0x80
        let decoded = decode(Sample.frame(0x0806, other))
        #expect(decoded.counts.arp == 1 && decoded.facts[0].stop == Stop(.arp, .unsupported))
        #expect(decoded.neighbor(0) == nil)
    }

    @Test func `lengths that reach beyond the frame are a truncation`() {
        var long = Self.request
        long[4] = 200
        #expect(decode(Sample.frame(0x0806, long)).facts[0].stop == Stop(.arp, .truncated))
    }
}
