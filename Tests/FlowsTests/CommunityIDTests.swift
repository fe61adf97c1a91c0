import Flows
import Testing
import Vocabulary

@Suite struct CommunityIDTests {
    struct Known: Sendable {
        var transport: IPProtocol
        var source: String
        var destination: String
        var from: UInt16
        var to: UInt16
        var id: String

        init(
            _ transport: IPProtocol, _ source: String, _ from: UInt16, _ destination: String, _ to: UInt16, _ id: String
        ) {
            self.transport = transport
            self.source = source
            self.destination = destination
            self.from = from
            self.to = to
            self.id = id
        }
    }

    /// The published baseline of the specification with the default seed.
    @Test(arguments: [
        Known(
            .icmpv6, "fe80::200:86ff:fe05:80da", 135, "fe80::260:97ff:fe07:69ea", 136, "1:dGHyGvjMfljg6Bppwm3bg0LO8TY="),
        Known(
            .icmpv6, "fe80::260:97ff:fe07:69ea", 136, "fe80::200:86ff:fe05:80da", 135, "1:dGHyGvjMfljg6Bppwm3bg0LO8TY="),
        Known(
            .icmpv6, "fe80::260:97ff:fe07:69ea", 135, "fe80::200:86ff:fe05:80da", 136, "1:zavyT/cezQr1fmImYCwYnMXbgck="),
        Known(
            .icmpv6, "fe80::200:86ff:fe05:80da", 136, "fe80::260:97ff:fe07:69ea", 135, "1:zavyT/cezQr1fmImYCwYnMXbgck="),
        Known(
            .icmpv6, "3ffe:501:1800:2345::2", 3, "3ffe:507:0:1:200:86ff:fe05:80da", 0, "1:2ObVBgIn28oZvibYZhZMBgh7WdQ="),
        Known(
            .icmpv6, "3ffe:501:410:0:2c0:dfff:fe47:33e", 1, "3ffe:507:0:1:200:86ff:fe05:80da", 4,
            "1:hLZd0XGWojozrvxqE0dWB1iM6R0="),
        Known(
            .icmpv6, "3ffe:507:0:1:200:86ff:fe05:80da", 128, "3ffe:501:0:1001::2", 129, "1:+TW+HtLHvV1xnGhV1lv7XoJrqQg="
        ),
        Known(
            .icmpv6, "3ffe:501:0:1001::2", 129, "3ffe:507:0:1:200:86ff:fe05:80da", 128, "1:+TW+HtLHvV1xnGhV1lv7XoJrqQg="
        ),
        Known(.icmpv6, "fe80::200:86ff:fe05:80da", 133, "ff02::2", 134, "1:hO+sN4H+MG5MY/8hIrXPqc4ZQz0="),
        Known(.icmpv6, "fe80::260:97ff:fe07:69ea", 134, "ff02::1", 133, "1:pkvHqCL88/tg1k4cPigmZXUtL00="),
        Known(.icmp, "192.168.0.89", 8, "192.168.0.1", 0, "1:X0snYXpgwiv9TZtqg64sgzUn6Dk="),
        Known(.icmp, "192.168.0.1", 0, "192.168.0.89", 8, "1:X0snYXpgwiv9TZtqg64sgzUn6Dk="),
        Known(.icmp, "10.0.0.1", 11, "10.0.0.2", 0, "1:YHxtAirCG//0OzkcVAukqKQN9xM="),
        Known(
            .tcp, "2001:470:e5bf:dead:4957:2174:e82c:4887", 63_943, "2607:f8b0:400c:c03::1a", 25,
            "1:/qFaeAR+gFe1KYjMzVDsMv+wgU4="),
        Known(
            .tcp, "2607:f8b0:400c:c03::1a", 25, "2001:470:e5bf:dead:4957:2174:e82c:4887", 63_943,
            "1:/qFaeAR+gFe1KYjMzVDsMv+wgU4="),
        Known(.sctp, "192.168.170.8", 7, "192.168.170.56", 7, "1:MP2EtRCAUIZvTw6MxJHLV7N7JDs="),
        Known(.sctp, "192.168.170.56", 7, "192.168.170.8", 7, "1:MP2EtRCAUIZvTw6MxJHLV7N7JDs="),
        Known(.tcp, "128.232.110.120", 34_855, "66.35.250.204", 80, "1:LQU9qZlK+B5F3KDmev6m5PMibrg="),
        Known(.tcp, "66.35.250.204", 80, "128.232.110.120", 34_855, "1:LQU9qZlK+B5F3KDmev6m5PMibrg="),
        Known(.udp, "192.168.1.52", 54_585, "8.8.8.8", 53, "1:d/FP5EW3wiY1vCndhwleRRKHowQ="),
        Known(.udp, "8.8.8.8", 53, "192.168.1.52", 54_585, "1:d/FP5EW3wiY1vCndhwleRRKHowQ="),
        Known(IPProtocol(rawValue: 46), "10.1.12.1", 0, "10.1.12.2", 0, "1:KHlLkgoJW7ifUTyTSgyVfkFHzKw="),
        Known(IPProtocol(rawValue: 46), "10.1.12.2", 0, "10.1.12.1", 0, "1:KHlLkgoJW7ifUTyTSgyVfkFHzKw="),
    ])
    func `the published values are met`(known: Known) throws {
        let key = FlowKey(
            initiator: try #require(IPAddress(known.source)), initiatorPort: known.from,
            responder: try #require(IPAddress(known.destination)), responderPort: known.to, transport: known.transport)
        #expect(CommunityID.text(of: key) == known.id)
    }

    @Test func `another seed gives another name`() {
        let key = FlowKey(
            initiator: Line.client, initiatorPort: 1, responder: Line.server, responderPort: 2, transport: .tcp)
        #expect(CommunityID.text(of: key, seed: 1) != CommunityID.text(of: key))
        #expect(CommunityID.text(of: key, seed: 1).utf8.count == 30)
    }
}
