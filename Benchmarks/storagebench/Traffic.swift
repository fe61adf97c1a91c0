internal import Vocabulary

/// Flows of a made-up office: 400 hosts at home, 50,000 elsewhere of which few are popular, a tenth over IPv6, a name for most.
///
/// Number n is always the same flow, whatever was asked before: readers and writers in other processes know what to expect.
struct Traffic: Sendable {
    /// 2026-01-05 00:00:00 UTC, a Monday.
    static let start = Timestamp(nanoseconds: 1_767_571_200_000_000_000)
    static let homeHosts = 400
    static let strangers = 50_000

    /// Nanoseconds between the ends of two flows.
    let interval: Int64

    init(flows: Int, days: Int) { interval = Int64(days) * 86_400_000_000_000 / Int64(max(1, flows)) }

    init(interval: Int64) { self.interval = interval }

    private static let services: [(Service, UInt16, IPProtocol)] = [
        (.tls, 443, .tcp), (.dns, 53, .udp), (.tls, 443, .tcp), (.dns, 53, .udp), (.quic, 443, .udp), (.http, 80, .tcp),
        (.ntp, 123, .udp), (.ssh, 22, .tcp), (.smb, 445, .tcp), (.imap, 993, .tcp), (.mdns, 5353, .udp),
        (.unknown, 0, .tcp),
    ]

    func flow(_ number: Int) -> FlowRecord {
        var random = SplitMix(state: UInt64(number) &* 0x2545_F491_4F6C_DD1D)
        let (service, port, transport) = Self.services[Int(random.next() % UInt64(Self.services.count))]
        let isV6 = random.next() % 10 == 0
        let host = Self.home(Int(random.next() % UInt64(Self.homeHosts)), isV6)
        let isInternal = service == .smb || service == .mdns || random.next() % 16 == 0
        let peerNumber = random.skewed(Self.strangers)
        let peer =
            isInternal ? Self.home(Int(random.next() % UInt64(Self.homeHosts)), isV6) : Self.stranger(peerNumber, isV6)
        let key = FlowKey(
            initiator: host, initiatorPort: UInt16(1024 + random.next() % 60_000), responder: peer,
            responderPort: port == 0 ? UInt16(1024 + random.next() % 40_000) : port, transport: transport)
        let end = Timestamp(nanoseconds: Self.start.nanoseconds &+ Int64(number) &* interval)
        var flow = FlowRecord(
            key: key, start: end.advanced(bySeconds: -Double(random.next() % 60_000) / 1000), end: end)
        flow.origin = UInt64(number)
        flow.service = service
        flow.direction = isInternal ? .internal : .outbound
        flow.state = transport == .tcp ? .closed : .none
        flow.ending = transport == .tcp ? .closed : .idle
        flow.history = transport == .tcp ? Self.closed : Self.exchanged
        flow.packetsOut = 2 + random.next() % 30
        flow.packetsIn = 2 + random.next() % 60
        flow.bytesOut = flow.packetsOut &* (60 + random.next() % 300)
        flow.bytesIn = flow.packetsIn &* (60 + random.next() % 1300)
        if service != .ntp, service != .ssh, service != .smb {
            flow.name = "www\(peerNumber % 20_000).example\(peerNumber % 97).com"
        }
        return flow
    }

    static func home(_ number: Int, _ isV6: Bool) -> IPAddress {
        isV6
            ? IPAddress(high: 0x2001_0db8_0001_0000, low: 0x10_0000 | UInt64(number))
            : IPAddress(v4: 0x0A00_0000 | UInt32(number / 200) << 8 | UInt32(number % 200 + 10))
    }

    static func stranger(_ number: Int, _ isV6: Bool) -> IPAddress {
        isV6
            ? IPAddress(high: 0x2a00_1450_4001_0000, low: UInt64(number))
            : IPAddress(v4: 0x2D00_0000 &+ UInt32(number) &* 1723)
    }

    private static let closed = history([(.s, true), (.h, false), (.a, true), (.d, true), (.d, false)])
    private static let exchanged = history([(.d, true), (.d, false)])

    private static func history(_ letters: [(FlowHistory.Letter, Bool)]) -> FlowHistory {
        var history = FlowHistory()
        for (letter, isFirst) in letters { history.add(letter, fromInitiator: isFirst) }
        return history
    }
}

/// Known numbers from a seed (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// Small numbers far more often than great ones: the cube of an even number.
    mutating func skewed(_ count: Int) -> Int {
        let even = Double(next() >> 11) / 9_007_199_254_740_992
        return min(count - 1, Int(even * even * even * Double(count)))
    }
}
