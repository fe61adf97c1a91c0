import Vocabulary

/// Sums of stored flows by minute, host, service and port that are not in the main database yet, on the writer's thread.
///
/// They are written together with a mark how far each flow file is counted in; what a crash takes is summed up again from there.
/// Bounds: 262,144 hosts and 60 minutes at once (`isFull` asks to be written). Of each writing a minute keeps its 64 busiest
/// hosts and 32 busiest ports, an hour 512 and 256, and at most 1,024 hosts that are not ours are kept by name: a flood of made-up
/// addresses does not fill the database.
struct Rollup {
    struct Sum {
        var bytesOut: UInt64 = 0
        var bytesIn: UInt64 = 0
        var packets: UInt64 = 0
        var flows: UInt64 = 0
        var bytes: UInt64 { bytesOut &+ bytesIn }

        @inline(__always)
        mutating func add(out: UInt64, in received: UInt64, packets: UInt64) {
            bytesOut &+= out
            bytesIn &+= received
            self.packets &+= packets
            flows &+= 1
        }

        mutating func add(_ other: Sum) {
            bytesOut &+= other.bytesOut
            bytesIn &+= other.bytesIn
            packets &+= other.packets
            flows &+= other.flows
        }
    }

    struct HostSum {
        var sum = Sum()
        var first = Timestamp(nanoseconds: .max)
        var last = Timestamp(nanoseconds: .min)
        var isHome = false
    }

    struct Minute {
        var hosts: [IPAddress: HostSum] = [:]
        var services = [Sum](repeating: Sum(), count: Service.allCases.count)
        /// By transport and responder's port.
        var ports: [UInt32: Sum] = [:]
    }

    private(set) var minutes: [Int64: Minute] = [:]
    /// Highest id that is counted in, by file.
    private(set) var marks: [SegmentName: Int64] = [:]
    private var current = Minute()
    /// Of the current minute by transport and port, and which of them are not zero: looked up for every flow, so without hashing.
    private var ports = [Sum](repeating: Sum(), count: 2 << 16)
    private var touched: [Int] = []
    private var currentTime: Int64 = .min
    private(set) var flows = 0
    private var hosts = 0

    /// It is time to write.
    var isFull: Bool { hosts + current.hosts.count > 262_144 || minutes.count >= 60 || flows >= 500_000 }
    var isEmpty: Bool { flows == 0 }

    mutating func mark(_ segment: SegmentName, _ last: Int64) { marks[segment] = last }

    @inline(__always)
    mutating func observe(_ flow: borrowing FlowRecord) {
        let minute = flow.end.nanoseconds / 60_000_000_000 * 60
        if minute != currentTime { turn(to: minute) }
        flows += 1
        let packets = flow.packetsOut &+ flow.packetsIn
        let sourceIsHome = flow.direction == .outbound || flow.direction == .internal
        let destinationIsHome = flow.direction == .inbound || flow.direction == .internal
        let (out, received, first, last) = (flow.bytesOut, flow.bytesIn, flow.start, flow.end)
        Self.count(
            &current.hosts[flow.key.initiator, default: HostSum()], out, received, packets, first, last, sourceIsHome)
        Self.count(
            &current.hosts[flow.key.responder, default: HostSum()], received, out, packets, first, last,
            destinationIsHome)
        current.services[Int(flow.service.rawValue)].add(out: out, in: received, packets: packets)
        let transport = flow.key.transport
        guard transport == .tcp || transport == .udp else { return }
        let place = (transport == .tcp ? 0 : 1 << 16) + Int(flow.key.responderPort)
        if ports[place].flows == 0 { touched.append(place) }
        ports[place].add(out: out, in: received, packets: packets)
    }

    @inline(__always)
    private static func count(
        _ host: inout HostSum, _ out: UInt64, _ received: UInt64, _ packets: UInt64, _ first: Timestamp,
        _ last: Timestamp, _ isHome: Bool
    ) {
        host.sum.add(out: out, in: received, packets: packets)
        if first < host.first { host.first = first }
        if last > host.last { host.last = last }
        if isHome { host.isHome = true }
    }

    private mutating func turn(to minute: Int64) {
        // The next minute will be much like this one.
        let expected = min(current.hosts.count, 16_384)
        stow()
        currentTime = minute
        current = minutes.removeValue(forKey: minute) ?? Minute()
        hosts -= current.hosts.count
        current.hosts.reserveCapacity(expected)
    }

    private mutating func stow() {
        guard currentTime != .min else { return }
        for place in touched {
            let transport: IPProtocol = place < 1 << 16 ? .tcp : .udp
            let key = UInt32(transport.rawValue) << 16 | UInt32(place & 0xFFFF)
            current.ports[key, default: Sum()].add(ports[place])
            ports[place] = Sum()
        }
        touched.removeAll(keepingCapacity: true)
        hosts += current.hosts.count
        minutes[currentTime] = current
        current = Minute()
        currentTime = .min
    }

    /// Everything summed up, oldest minute first; the marks with it.
    mutating func snapshot() -> [(time: Int64, minute: Minute)] {
        stow()
        return minutes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// What was in the snapshot is written.
    mutating func clear() {
        stow()
        (minutes, marks, flows, hosts) = ([:], [:], 0, 0)
    }
}
