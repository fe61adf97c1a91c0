import Forge
import Testing
import Vocabulary

@testable import Wire

/// What Forge writes, Wire reads back: the two share no code, so they can only agree by the standards.
@Suite struct ForgeRoundTripTests {
    private let a = IPAddress(192, 168, 0, 10)
    private let b = IPAddress(10, 1, 2, 3)
    private let six = IPAddress(high: 0x2001_0DB8_0000_0000, low: 1)
    private let other = IPAddress(high: 0x2001_0DB8_0000_0000, low: 2)
    private let ethernet = Ethernet(
        from: MACAddress(bits: 0x02_00_00_00_00_0A), to: MACAddress(bits: 0x02_00_00_00_00_14))
    private let payload = Array("forged and read".utf8)
    private var segment: Stack<TCP, Payload> {
        TCP(
            from: 40_000, to: 443, [.psh, .ack], sequence: .max, acknowledgment: 7, window: 512,
            options: [.windowScale(7)]) / payload
    }

    private func check(_ frame: [UInt8], depth: Int = 0, link: LinkType = .ethernet) {
        let facts = decode(frame, link: link).facts
        guard facts.count == depth + 1 else {
            Issue.record("\(facts.count) facts for a packet of depth \(depth)")
            return
        }
        #expect(facts.allSatisfy { $0.stop == .none })
        #expect(facts[depth].sourcePort == 40_000 && facts[depth].destinationPort == 443)
        #expect(facts[depth].sequence == .max && facts[depth].acknowledgment == 7 && facts[depth].window == 512)
        #expect(facts[depth].tcpFlags == [.psh, .ack])
        let start = facts[depth].payloadOffset
        #expect(Array(frame[start..<start + Int(facts[depth].capturedPayload)]) == payload)
    }

    @Test func `TCP over both versions, with tags, labels and sessions`() {
        check((ethernet / IPv4(from: a, to: b) / segment).bytes)
        check((ethernet / IPv4(from: a, to: b, options: [1, 1, 1, 0]) / segment).bytes)
        check((ethernet / IPv6(from: six, to: other) / segment).bytes)
        check((ethernet / VLAN(5) / IPv4(from: a, to: b) / segment).bytes)
        check((ethernet / VLAN(5) / VLAN(6) / IPv6(from: six, to: other) / segment).bytes)
        check((ethernet / MPLS(label: 16) / MPLS(label: 17) / IPv4(from: a, to: b) / segment).bytes)
        check((ethernet / PPPoE(session: 1) / IPv6(from: six, to: other) / segment).bytes)
    }

    @Test func `TCP on other links`() {
        let four = IPv4(from: a, to: b)
        let mac = MACAddress(bits: 0x02_00_00_00_00_0A)
        check((PPP(hasAddress: true) / four / segment).bytes, link: .ppp)
        check((PPP() / IPv6(from: six, to: other) / segment).bytes, link: .ppp)
        check((LinuxCooked(source: mac) / four / segment).bytes, link: .linuxCooked)
        check((LinuxCooked2(source: mac) / four / segment).bytes, link: .linuxCooked2)
        check((BSDLoopback() / IPv6(from: six, to: other) / segment).bytes, link: .bsdLoopback)
        check((BSDLoopback(isBigEndian: true) / four / segment).bytes, link: .bsdLoopback)
        check((four / segment).bytes, link: .rawIP)
    }

    @Test func `TCP behind extension headers`() {
        let outer = ethernet / IPv6(from: six, to: other)
        check((outer / IPv6Extension.hopByHop() / segment).bytes)
        check(
            (outer / IPv6Extension.routing(type: 4, segmentsLeft: 0) / IPv6Extension.destinationOptions() / segment)
                .bytes)
    }

    @Test func `TCP in tunnels`() {
        let inner = IPv4(from: b, to: a) / segment
        let outer = ethernet / IPv4(from: a, to: b)
        check((outer / inner).bytes, depth: 1)
        check((outer / IPv6(from: six, to: other) / segment).bytes, depth: 1)
        check((ethernet / IPv6(from: six, to: other) / inner).bytes, depth: 1)
        check((outer / GRE(key: 1, sequence: 2, hasChecksum: true) / inner).bytes, depth: 1)
        check((outer / UDP(from: 9, to: 4789) / VXLAN(network: 5) / ethernet / inner).bytes, depth: 1)
        check((outer / UDP(from: 9, to: 6081) / Geneve(network: 5, options: [0, 1, 2, 0]) / inner).bytes, depth: 1)
    }

    @Test func `the parts of a fragmented datagram are one flow`() {
        let whole =
            (IPv4(from: a, to: b, id: 77, dontFragment: false) / UDP(from: 5, to: 6) / Array(repeating: 1, count: 999))
            .bytes
        let parts = fragments(ofIPv4: whole, size: 200)
        let decoded = decode(parts.map { TestFrame(bytes: $0, link: .rawIP) })
        #expect(parts.count > 4 && decoded.facts.allSatisfy { $0.sourcePort == 5 && $0.destinationPort == 6 })
        #expect(decoded.facts.allSatisfy { $0.stop == .none && $0.marks.contains(.fragment) })
        #expect(decoded.facts.reduce(0) { $0 + Int($1.payloadLength) } == 999)
    }

    @Test func `an echo is ordinary, an error quotes its packet`() {
        let outer = ethernet / IPv4(from: a, to: b)
        let echo = decode([TestFrame(bytes: (outer / ICMP.echoReply(id: 3, sequence: 4)).bytes, seconds: 1_767_613_440)]
        )
        #expect(echo.echo(0)?.identifier == 3 && echo.echo(0)?.sequence == 4 && echo.echo(0)?.isOrdinary == true)
        let quoted = (IPv4(from: b, to: a) / UDP(from: 1, to: 2) / payload).bytes
        let error = decode((outer / ICMP.unreachable(code: 3, quoting: quoted)).bytes)
        #expect(error.quoted(0)?.description == "udp 10.1.2.3:1 > 192.168.0.10:2")
    }
}
