import Testing
import Vocabulary

@testable import Wire

/// Whatever the bytes say: facts or a stated stop, never a trap. Seeded, so a failure comes again.
@Suite struct HostileInputTests {
    private struct Generator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
        mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
        mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
    }

    private static let links: [LinkType] = [
        .ethernet, .bsdLoopback, .openBSDLoopback, .ppp, .pppHDLC, .pppoe, .rawIP, .rawIPv4, .rawIPv6, .linuxCooked,
        .linuxCooked2, LinkType(rawValue: 104), LinkType(rawValue: 166), LinkType(rawValue: 219),
        LinkType(rawValue: 999),
    ]

    /// Packets through every layer that is read.
    private static let packets: [[UInt8]] = {
        let tcp = Sample.ipv4(6, Sample.tcp)
        let six = Sample.ipv6(17, Sample.datagram)
        let inner = Sample.frame(0x0800, tcp)
        let label = hex("00 01 01 40")
        let redirect = Sample.address(7) + Sample.address(8) + hex("02 01 02 00 00 00 00 AA")
        return [
            inner, Sample.frame(0x0800, Sample.ipv4(17, Sample.datagram)), Sample.frame(0x86DD, six),
            Sample.frame(0x8100, hex("00 05 88 A8 00 06 08 00") + tcp), Sample.frame(0x0806, ARPTests.request),
            Sample.frame(0x8847, label + tcp), Sample.frame(0x8847, label + [0, 0, 0, 0] + inner),
            Sample.frame(0x8864, hex("11 00 00 01 00 40 00 21") + tcp),
            Sample.frame(0x894F, hex("00 02 01 01 00 00 00 FF") + tcp),
            Sample.frame(0x0800, Sample.ipv4(6, Sample.tcp, options: hex("94 04 00 00"))),
            Sample.frame(0x0800, Sample.ipv4(17, Sample.datagram, fragment: 0x2000)),
            Sample.frame(0x0800, Sample.ipv4(17, Sample.datagram, fragment: 0x0002)),
            Sample.frame(0x0800, Sample.ipv4(1, [3, 3, 0, 0, 0, 0, 0, 0] + Sample.ipv4(17, Sample.datagram))),
            Sample.frame(0x0800, Sample.ipv4(1, [8, 0, 0, 0, 0, 1, 0, 1] + Array(8...63))),
            Sample.frame(
                0x86DD,
                Sample.ipv6(
                    58, [1, 4, 0, 0, 0, 0, 0, 0] + Sample.ipv6(60, [17, 0, 1, 4, 0, 0, 0, 0] + Sample.datagram))),
            Sample.frame(0x86DD, Sample.ipv6(58, [137, 0, 0, 0, 0, 0, 0, 0] + redirect)),
            Sample.frame(0x86DD, Sample.ipv6(0, hex("2C 00 01 04 00 00 00 00  06 00 00 01 00 00 00 07") + Sample.tcp)),
            Sample.frame(0x86DD, Sample.ipv6(51, [6, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1] + Sample.tcp)),
            Sample.frame(0x0800, Sample.ipv4(47, hex("B0 00 65 58 00 00 00 00 00 00 00 01 00 00 00 02") + inner)),
            Sample.frame(
                0x0800, Sample.ipv4(47, hex("40 00 08 00 00 00 00 00  08 00 00 04 01 02 03 04  00 00 00 00") + tcp)),
            Sample.frame(
                0x0800, Sample.ipv4(47, hex("30 81 88 0B 00 42 00 01 00 00 00 01 00 00 00 01 FF 03 00 21") + tcp)),
            Sample.frame(
                0x0800, Sample.ipv4(47, hex("10 00 22 EB 00 00 00 01 20 01 00 01 00 00 00 00 00 00 00 00") + inner)),
            Sample.frame(0x0800, Sample.ipv4(4, Sample.ipv4(41, six))),
            Sample.frame(0x0800, Sample.ipv4(17, Sample.udp(5, 4789, hex("08 00 00 00 00 00 05 00") + inner))),
            Sample.frame(
                0x0800,
                Sample.ipv4(17, Sample.udp(5, 6081, hex("02 40 65 58 00 00 05 00 00 01 02 01 00 00 00 00") + inner))),
            Sample.frame(
                0x0800,
                Sample.ipv4(17, Sample.udp(5, 2152, hex("34 FF 00 46 00 00 00 01 00 00 00 85 01 10 09 00") + tcp))),
            Sample.frame(
                0x0800,
                Sample.ipv4(
                    17, Sample.udp(5, 3544, hex("00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 12 34 56 78 9A BC") + six)
                )),
            Sample.ethernet + Sample.word(UInt16(8 + tcp.count)) + hex("AA AA 03 00 00 00 08 00") + tcp,
        ]
    }()

    /// Decodes frames, asks every reader, and holds what must hold of all facts.
    private func examine(_ frames: [TestFrame]) -> Decoded {
        let decoded = decode(frames)
        var isSound = decoded.counts.packets == UInt64(frames.count) && decoded.facts.count >= frames.count
        for index in decoded.facts.indices {
            let facts = decoded.facts[index]
            isSound = isSound && facts.depth <= 3 && facts.capturedPayload <= facts.payloadLength
            isSound = isSound && facts.payloadOffset >= 0
            isSound = isSound && facts.payloadOffset + Int(facts.capturedPayload) <= decoded.buffer.count
            _ = decoded.neighbor(index)
            _ = decoded.echo(index)
            _ = decoded.quoted(index)
            isSound = isSound && (0..<4).contains(decoded.shard(index, workers: 4))
        }
        #expect(isSound)
        return decoded
    }

    @Test(arguments: packets.indices)
    func `every truncation gives facts or a stated stop`(_ index: Int) {
        let packet = Self.packets[index]
        let whole = examine([TestFrame(bytes: packet)])
        for length in 0..<packet.count {
            let cut = examine([TestFrame(bytes: Array(packet.prefix(length)), wire: packet.count)])
            let short = examine([TestFrame(bytes: Array(packet.prefix(length)))])
            let isWhole = cut.facts.map(\.destinationPort) == whole.facts.map(\.destinationPort)
            #expect(isWhole || cut.facts.contains { $0.stop != .none })
            #expect(!cut.facts.contains { $0.stop.reason == .truncated || $0.stop.reason == .badLength } || isWhole)
            #expect(short.facts.count <= whole.facts.count)
        }
    }

    @Test func `random bytes never trap on any link type`() {
        var generator = Generator(state: 1)
        for _ in 0..<60 {
            let frames = (0..<64).map { _ in
                TestFrame(
                    bytes: generator.bytes(generator.below(200)), link: Self.links[generator.below(Self.links.count)])
            }
            _ = examine(frames)
        }
    }

    @Test func `mutated packets never trap, and the plain way agrees with the long one`() {
        var generator = Generator(state: 2)
        for round in 0..<150 {
            let frames = (0..<64).map { _ -> TestFrame in
                var packet = Self.packets[generator.below(Self.packets.count)]
                for _ in 0..<generator.below(6) {
                    packet[generator.below(packet.count)] =
                        generator.below(3) == 0
                        ? UInt8(generator.below(8)) : UInt8(truncatingIfNeeded: generator.next())
                }
                if generator.below(4) == 0 { packet.removeLast(generator.below(packet.count)) }
                let wire = generator.below(3) == 0 ? generator.below(200) : packet.count
                return TestFrame(bytes: packet, wire: wire, seconds: Double(round))
            }
            let plain = examine(frames).facts
            let long = examine(
                frames.map { frame in
                    var tagged = frame
                    tagged.strippedTPID = 0x8100
                    return tagged
                }
            ).facts
            #expect(plain.count == long.count)
            let differing = zip(plain, long).first { one, other in
                var same = other
                same.vlan = one.vlan
                same.innerVLAN = one.innerVLAN
                // A tag more may be the tag too many.
                if other.stop.layer == .vlan { return false }
                return String(describing: one) != String(describing: same)
            }
            #expect(differing == nil)
        }
    }

    @Test func `mutated packets never trap on other link types`() {
        var generator = Generator(state: 3)
        for _ in 0..<60 {
            let frames = (0..<64).map { _ -> TestFrame in
                var packet = Array(Self.packets[generator.below(Self.packets.count)].dropFirst(generator.below(20)))
                packet[generator.below(packet.count)] = UInt8(truncatingIfNeeded: generator.next())
                return TestFrame(bytes: packet, link: Self.links[generator.below(Self.links.count)])
            }
            _ = examine(frames)
        }
    }
}
