import Forge
import Testing
import Vocabulary

@Suite struct LayerTests {
    let a = IPAddress(192, 168, 0, 10)
    let b = IPAddress(192, 168, 0, 20)
    let ethernet = Ethernet(from: MACAddress(bits: 0x02_00_00_00_00_0A), to: MACAddress(bits: 0x02_00_00_00_00_14))

    @Test func `a UDP datagram over IPv4 has these bytes`() {
        let packet = ethernet / IPv4(from: a, to: b, id: 0x1234) / UDP(from: 5000, to: 53) / [0xAB]
        #expect(
            packet.bytes == [
                0x02, 0, 0, 0, 0, 0x14,  // destination
                0x02, 0, 0, 0, 0, 0x0A,  // source
                0x08, 0x00,  // IPv4
                0x45, 0x00, 0x00, 0x1D,  // version, header length; total length 29
                0x12, 0x34, 0x40, 0x00,  // id; don't fragment
                0x40, 0x11, 0xA7, 0x2D,  // TTL 64, UDP, checksum
                192, 168, 0, 10, 192, 168, 0, 20,  // addresses
                0x13, 0x88, 0x00, 0x35,  // ports
                0x00, 0x09, 0xBF, 0xAF,  // length 9, checksum
                0xAB,
            ])
    }

    @Test(arguments: [0, 1, 2, 7, 8, 99, 1459, 1460])
    func `every payload length has right lengths and checksums`(_ length: Int) throws {
        let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let options: TCPOptions = [.maximumSegmentSize(1460), .nop, .windowScale(7), .timestamp(1, echo: 2)]
        let v6 = IPv6(from: .literal("2001:db8::1"), to: .literal("2001:db8::2"))
        for frame in [
            (ethernet / IPv4(from: a, to: b) / TCP(from: 1, to: 2, [.psh, .ack], options: options) / payload).bytes,
            (ethernet / IPv4(from: a, to: b) / UDP(from: 1, to: 2) / payload).bytes,
            (ethernet / VLAN(7) / v6 / TCP(from: 1, to: 2, .syn) / payload).bytes,
            (ethernet / v6 / IPv6Extension.hopByHop() / UDP(from: 1, to: 2) / payload).bytes,
            (ethernet / v6 / ICMPv6.echoRequest(id: 1, sequence: 2, payload)).bytes,
            (ethernet / IPv4(from: a, to: b, options: [7, 3, 4]) / ICMP.echoRequest(id: 1, sequence: 2, payload)).bytes,
        ] {
            let reading = try FrameChecker.check(frame)
            #expect(reading.payload.elementsEqual(payload))
        }
    }

    @Test func `a tunnel's outer checksum uses the outer addresses`() throws {
        let inner =
            ethernet / IPv4(from: IPAddress(10, 0, 0, 1), to: IPAddress(10, 0, 0, 2)) / UDP(from: 7, to: 8) / [1, 2, 3]
        let frame =
            (ethernet / IPv4(from: a, to: b) / UDP(from: 5555, to: 4789) / VXLAN(network: 42) / ethernet
            / IPv4(from: IPAddress(10, 0, 0, 1), to: IPAddress(10, 0, 0, 2)) / UDP(from: 7, to: 8) / [1, 2, 3]).bytes
        let outer = try FrameChecker.check(frame)
        #expect(outer.destinationPort == 4789)
        #expect(Array(outer.payload.dropFirst(8)) == inner.bytes)
        #expect(try FrameChecker.check(Array(outer.payload.dropFirst(8))).destinationPort == 8)
    }

    @Test func `next-header fields name what follows`() {
        let v6 = IPv6(from: .literal("fe80::1"), to: .literal("fe80::2"))
        let stacked =
            (ethernet / VLAN(1, tpid: 0x88A8) / VLAN(2) / MPLS(label: 16) / MPLS(label: 17)
            / IPv4(from: a, to: b) / GRE(key: 9) / v6 / IPv6Fragment(id: 1, offset: 0, more: true) / UDP(from: 1, to: 2)
            / [0]).bytes
        #expect(stacked[12..<14].elementsEqual([0x88, 0xA8]))
        #expect(stacked[16..<18].elementsEqual([0x81, 0x00]))
        #expect(stacked[20..<22].elementsEqual([0x88, 0x47]))
        #expect(stacked[24] & 1 == 0 && stacked[28] & 1 == 1)  // bottom of stack on the last label only
        #expect(stacked[30 + 9] == 47)
        #expect(stacked[50..<54].elementsEqual([0x20, 0x00, 0x86, 0xDD]))
        #expect(stacked[58 + 6] == 44 && stacked[98] == 17)
    }

    @Test func `overrides forge what is wrong on purpose`() {
        let bad =
            (ethernet
            / IPv4(
                from: a, to: b,
                overrides: .init(version: 5, headerWords: 3, totalLength: 9, protocolNumber: 99, checksum: 1))
            / TCP(from: 1, to: 2, .syn, headerWords: 15, checksum: 0xDEAD)).bytes
        #expect(bad[14] == 0x53 && bad[17] == 9 && bad[23] == 99 && bad[25] == 1)
        #expect(bad[34 + 12] == 0xF0 && bad[34 + 16] == 0xDE)
        #expect(throws: FrameChecker.Fault.self) { try FrameChecker.check(bad) }
    }

    @Test func `fragments carry the packet's bytes between them`() throws {
        let packet = (IPv4(from: a, to: b, id: 77) / UDP(from: 1, to: 2) / Array(repeating: 5, count: 1000)).bytes
        let pieces = fragments(ofIPv4: packet, size: 300)
        #expect(pieces.count == 4)
        #expect(pieces.flatMap { $0[20...] } == Array(packet[20...]))
        for piece in pieces { try FrameChecker.check(ethernet.bytes.dropLast(2) + [8, 0] + piece) }
    }

    @Test func `SCTP carries the CRC-32c of its own bytes`() {
        // RFC 3720 B.4: 32 bytes of zero have the CRC 8A9136AA.
        #expect(crc32c(Array(repeating: 0, count: 32)[...]) == 0x8A91_36AA)
        let sctp = SCTP(from: 1, to: 2, verificationTag: 3, chunks: [.init(type: 1, value: [1, 2, 3])])
        let bytes = sctp.bytes
        #expect(bytes.count == 20 && bytes[15] == 7)
        var cleared = bytes
        for index in 8..<12 { cleared[index] = 0 }
        let crc = crc32c(cleared[...])
        #expect(bytes[8..<12].elementsEqual((0..<4).map { UInt8(truncatingIfNeeded: crc >> (8 * $0)) }))
    }
}
