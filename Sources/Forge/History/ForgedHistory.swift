package import Vocabulary

/// Weeks of a small office as stored flows, from a seed: for hunts over the past, where packets would take too long to make.
///
/// Twelve workstations, a file server that is also the backup, an administrator, a printer, a web server; the same seed gives the same
/// flows. What is benign is meant to be hard: rhythms (updates, telemetry, clocks), uploads (backups, synchronisation), new devices and
/// new software, administrators who reach many hosts, content networks with long names, noise from outside.
package struct ForgedHistory: Sendable {
    package private(set) var flows: [FlowRecord] = []
    package let start: Timestamp
    package let days: Int
    var random: SeededRandom
    private var ports: UInt16 = 20_000

    package static let workstations = (0..<12).map { IPAddress(10, 20, 0, 50 + UInt8($0)) }
    package static let fileServer = IPAddress(10, 20, 0, 10)
    package static let webServer = IPAddress(10, 20, 0, 11)
    package static let printer = IPAddress(10, 20, 0, 20)
    package static let administrator = IPAddress(10, 20, 0, 40)
    package static let resolver = IPAddress(10, 20, 0, 1)
    package static let phone = IPAddress(10, 20, 0, 90)
    static let servers = (0..<6).map { IPAddress(10, 20, 0, 12 + UInt8($0)) }

    /// - Parameter start: the first midnight.
    package init(seed: UInt64, days: Int = 21, start: Timestamp) {
        random = SeededRandom(seed: seed)
        self.days = days
        self.start = start
    }

    /// In the order of their ends, as a store gets them.
    package var sorted: [FlowRecord] {
        flows.sorted {
            ($0.end, $0.start, $0.key.initiator, $0.key.initiatorPort) < (
                $1.end, $1.start, $1.key.initiator, $1.key.initiatorPort
            )
        }
    }

    func time(_ day: Int, _ hour: Double) -> Timestamp {
        start.advanced(bySeconds: Double(day) * 86_400 + hour * 3600)
    }

    /// Saturdays and Sundays of the forged calendar.
    static func isWeekend(_ day: Int) -> Bool { day % 7 >= 5 }

    mutating func between(_ low: Double, _ high: Double) -> Double {
        random.real(in: min(low, high)...max(low, high))
    }

    mutating func pick<Element>(_ all: [Element]) -> Element { all[Int(random.below(UInt64(all.count)))] }

    /// A flow in which both sides spoke; `bytesIn` 0: nothing came back.
    mutating func add(
        _ source: IPAddress, _ destination: IPAddress, _ port: UInt16, at start: Timestamp, seconds: Double = 2,
        out: Double = 900, in received: Double = 2400, transport: IPProtocol = .tcp, name: String? = nil,
        service: Service? = nil
    ) {
        ports = ports >= 60_000 ? 20_000 : ports + 1
        let key = FlowKey(
            initiator: source, initiatorPort: ports, responder: destination, responderPort: port, transport: transport)
        var flow = FlowRecord(key: key, start: start, end: start.advanced(bySeconds: max(0.01, seconds)))
        flow.service = service ?? Service(port: port, transport: transport)
        flow.direction = Self.direction(source, destination)
        let answered = received > 0
        if transport == .tcp {
            flow.state = answered ? .closed : .opening
            for letter in answered ? [FlowHistory.Letter.s, .a, .d, .f] : [.s] {
                flow.history.add(letter, fromInitiator: true)
            }
            if answered {
                for letter in [FlowHistory.Letter.h, .d, .f] { flow.history.add(letter, fromInitiator: false) }
            }
            flow.ending = answered ? .closed : .idle
        } else {
            flow.ending = .idle
        }
        flow.bytesOut = UInt64(max(40, out))
        flow.bytesIn = UInt64(max(0, received))
        flow.packetsOut = flow.bytesOut / 1000 + 3
        flow.packetsIn = answered ? flow.bytesIn / 1000 + 3 : 0
        flow.name = name
        flows.append(flow)
    }

    /// Somebody of the wide world.
    mutating func stranger() -> IPAddress { IPAddress(v4: 0xD000_0000 | UInt32(random.below(1 << 28))) }

    mutating func letters(_ count: Int) -> String {
        let all = Array("abcdefghijklmnopqrstuvwxyz234567")
        return String((0..<count).map { _ in pick(all) })
    }

    private static func direction(_ source: IPAddress, _ destination: IPAddress) -> Direction {
        switch (source.isPrivate, destination.isPrivate) {
        case (true, true): .internal
        case (true, false): .outbound
        case (false, true): .inbound
        case (false, false): .external
        }
    }

    /// An address of the outside that belongs to a name for good.
    static func address(of name: String, _ number: Int = 0) -> IPAddress {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash ^= hash >> 29
        return IPAddress(
            UInt8(130 + hash % 30), UInt8(truncatingIfNeeded: hash >> 8), UInt8(truncatingIfNeeded: hash >> 16),
            UInt8(10 + (hash >> 24) % 100 + UInt64(number % 100)))
    }
}
