import Vocabulary

/// The frames of a spray, evenly in event time, and what comes behind it. The same seed gives the same frames.
package struct SprayTraffic: IteratorProtocol {
    private let kind: Spray
    private let count: Int
    private let gap: Int64
    private var sent = 0
    private var random: SeededRandom
    private var waiting: [[UInt8]] = []
    private var attack: ForgedTraffic?
    /// What is really in it, behind the spray.
    package let truth: [ExpectedIncident]
    private let gateway = Ethernet(
        from: MACAddress(bits: 0x02_00_5E_00_00_01), to: MACAddress(bits: 0x02_00_5E_00_00_02))

    /// - Parameters:
    ///   - rate: frames a second of event time.
    ///   - attack: a scenario that follows a second later, as it is.
    package init(
        _ kind: Spray, count: Int, rate: Int = 50_000, seed: UInt64 = 1, before attack: (any Scenario.Type)? = nil
    ) {
        self.kind = kind
        self.count = count
        gap = 1_000_000_000 / Int64(rate)
        random = SeededRandom(seed: seed)
        let behind = attack?.make(seed: seed)
        self.attack = behind
        truth = behind?.truth ?? []
    }

    /// When the spray begins: so that it is over a second before scenarios start.
    private var start: Int64 { Timestamp.scenarioStart.nanoseconds - gap * Int64(count) - 1_000_000_000 }

    package mutating func next() -> ForgedFrame? {
        guard sent < count else { return attack?.next() }
        if waiting.isEmpty { forge() }
        defer { sent += 1 }
        return ForgedFrame(
            timestamp: Timestamp(nanoseconds: start + gap * Int64(sent)), bytes: waiting.removeFirst())
    }

    private mutating func forge() {
        switch kind {
        case .addresses: addresses()
        case .ports:
            let tcp = TCP(from: port(), to: port(), .syn, sequence: number())
            put(tcp, from: IPAddress(198, 51, 100, 9), to: IPAddress(192, 168, 20, 10))
        case .dnsNames: names()
        case .fragments: parts()
        case .serverNames: hellos()
        case .cards: cards()
        case .streamHeads: heads()
        case .tunnels: tunnels()
        case .logins: logins()
        case .incidents: scan()
        }
    }

    private mutating func put(_ content: some InternetContent, from source: IPAddress, to destination: IPAddress) {
        let packet =
            source.isV4
            ? (gateway / IPv4(from: source, to: destination, id: UInt16(truncatingIfNeeded: random.next())) / content)
                .bytes : (gateway / IPv6(from: source, to: destination) / content).bytes
        waiting.append(packet)
    }

    private mutating func number() -> UInt32 { UInt32(truncatingIfNeeded: random.next()) }
    private mutating func port() -> UInt16 { UInt16(random.integer(in: 1...65_535)) }
    /// A unicast address that is not private.
    private mutating func outside() -> IPAddress {
        IPAddress(v4: UInt32(random.integer(in: 11...99)) << 24 | number() & 0xFF_FFFF)
    }
    private mutating func inside() -> IPAddress { IPAddress(v4: 10 << 24 | number() & 0xFF_FFFF) }
    private mutating func label(_ length: Int) -> String {
        String(decoding: (0..<length).map { _ in UInt8(97 + random.below(26)) }, as: UTF8.self)
    }

    private mutating func addresses() {
        let to = random.chance(0.5) ? outside() : IPAddress(192, 168, 20, 10)
        switch random.below(4) {
        case 0: put(UDP(from: port(), to: port()) / [1, 2, 3, 4], from: outside(), to: to)
        case 1:
            put(
                TCP(from: port(), to: 443, .syn, sequence: number()),
                from: IPAddress(high: 0x2001_0DB8 << 32 | UInt64(number()), low: random.next()),
                to: IPAddress(high: 0x2001_0DB8 << 32, low: 1))
        default: put(TCP(from: port(), to: 80, .syn, sequence: number()), from: outside(), to: to)
        }
    }

    private mutating func names() {
        let client = inside()
        let server = random.chance(0.5) ? IPAddress(192, 168, 20, 53) : outside()
        let query = DNS.query(
            "\(label(12)).\(label(9)).\(label(2))", id: UInt16(truncatingIfNeeded: random.next()))
        let from = port()
        put(UDP(from: from, to: 53) / query.bytes, from: client, to: server)
        guard let name = query.questions.first?.name else { return }
        let answer = query.answered(
            random.chance(0.5) ? [DNS.Record.address(name, outside()), DNS.Record.address(name, outside())] : [],
            code: random.chance(0.5) ? 0 : DNS.notFound)
        put(UDP(from: 53, to: from) / answer.bytes, from: server, to: client)
    }

    private mutating func parts() {
        let isFirst = random.chance(0.7)
        let header = IPv4(
            from: outside(), to: IPAddress(192, 168, 20, 10), id: UInt16(truncatingIfNeeded: random.next()),
            moreFragments: isFirst || random.chance(0.5),
            fragmentOffset: isFirst ? 0 : UInt16(random.integer(in: 1...8000)))
        let part = OpaqueInternetContent(
            protocol: 17, [0x30, 0x39, 0, 53, 0x20, 0, 0, 0] + [UInt8](repeating: 7, count: 24))
        waiting.append((gateway / header / part).bytes)
    }

    private mutating func hellos() {
        var hello = TLS.clientHello(serverName: "\(label(14)).example", random: &random)
        if random.chance(0.5) { hello.removeLast(hello.count / 2) }
        let next = number()
        put(
            TCP(from: port(), to: 443, [.ack, .psh], sequence: next, acknowledgment: 1) / hello, from: inside(),
            to: outside())
    }

    private mutating func cards() {
        let mac = MACAddress(bits: 0x02_00_00_00_00_00 | random.next() & 0xFF_FFFF_FFFF)
        let ethernet = Ethernet(from: mac, to: .broadcast)
        switch random.below(4) {
        case 0: waiting.append((ethernet / ARP.request(who: inside(), from: outside(), mac: mac)).bytes)
        case 1:
            let claimed = IPAddress(192, 168, 20, UInt8(random.integer(in: 1...254)))
            waiting.append((ethernet / ARP.reply(claimed, isAt: mac, to: claimed, mac: .broadcast)).bytes)
        case 2:
            let owner = outside()
            waiting.append((ethernet / ARP.reply(owner, isAt: mac, to: owner, mac: .broadcast)).bytes)
        default:
            let discover = DHCP(.discover, transaction: number(), clientMAC: mac)
            waiting.append(
                (ethernet / IPv4(from: .unspecified4, to: IPAddress(255, 255, 255, 255)) / UDP(from: 68, to: 67)
                    / discover.bytes).bytes)
        }
    }

    private mutating func heads() {
        let (from, to, source) = (inside(), outside(), port())
        let first = number()
        let junk = random.bytes(1 + Int(random.below(300)))
        put(TCP(from: source, to: 9000, [.ack, .psh], sequence: first, acknowledgment: 1) / junk, from: from, to: to)
        let behind = first &+ UInt32(junk.count) &+ 900
        put(
            TCP(from: source, to: 9000, [.ack, .psh], sequence: behind, acknowledgment: 1) / random.bytes(1200),
            from: from, to: to)
    }

    private mutating func tunnels() {
        let inner = IPv4(from: outside(), to: outside()) / TCP(from: port(), to: 445, .syn, sequence: number())
        let outer = gateway / IPv4(from: outside(), to: IPAddress(192, 168, 20, 10))
        let middle = IPv4(from: inside(), to: inside())
        let six = IPv6(
            from: IPAddress(high: random.next() & 0x1FFF << 48 | 0x2000 << 48, low: random.next()),
            to: IPAddress(high: 0x2001_0DB8 << 32, low: random.next()))
        let packet =
            switch random.below(4) {
            case 0: (outer / GRE(key: number()) / middle / middle / middle / middle / inner).bytes
            case 1: (outer / UDP(from: 9, to: 4789) / VXLAN(network: 5) / gateway / middle / inner).bytes
            case 2: (outer / UDP(from: 9, to: 6081) / Geneve(network: 5) / six / inner).bytes
            default: (outer / six / inner).bytes
            }
        waiting.append(packet)
    }

    private mutating func logins() {
        let (client, server, source) = (outside(), inside(), port())
        var (asked, answered): (UInt32, UInt32) = (number(), number())
        for (fromClient, text) in [
            (false, "220 ready\r\n"), (true, "USER \(label(6))\r\n"), (false, "331 go on\r\n"), (true, "PASS x\r\n"),
            (false, "530 Login incorrect.\r\n"),
        ] {
            let bytes = Array(text.utf8)
            if fromClient {
                put(
                    TCP(from: source, to: 21, [.ack, .psh], sequence: asked, acknowledgment: answered) / bytes,
                    from: client, to: server)
                asked &+= UInt32(bytes.count)
            } else {
                put(
                    TCP(from: 21, to: source, [.ack, .psh], sequence: answered, acknowledgment: asked) / bytes,
                    from: server, to: client)
                answered &+= UInt32(bytes.count)
            }
        }
    }

    private mutating func scan() {
        let (attacker, victim) = (outside(), inside())
        for target in 1...30 as ClosedRange<UInt16> {
            let (source, first) = (port(), number())
            put(TCP(from: source, to: target, .syn, sequence: first), from: attacker, to: victim)
            put(
                TCP(from: target, to: source, [.rst, .ack], acknowledgment: first &+ 1), from: victim, to: attacker)
        }
    }
}

extension IPAddress {
    fileprivate static var unspecified4: IPAddress { IPAddress(v4: 0) }
}
