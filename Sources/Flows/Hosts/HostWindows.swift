package import Vocabulary

/// Packets, bytes and flows of each host in the last 1, 10 and 60 seconds of event time, fed by flow events.
///
/// Keeps nothing per flow: it sums the deltas that `opened`, `progressed` and `closed` carry, so traffic is seen up to 32 packets or
/// 64 KiB of a flow late. Its clock is the tick, which no bogus stamp moves.
/// Bounds: `capacity` hosts of 460 bytes. When it is full a newcomer must come twice before it is let in (a doorkeeper of 65,536
/// fingerprints), and then takes the place of a host that was not touched for a turn of the hand: sources that are
/// spoofed once each push nobody out. `evicted` and `turnedAway` count.
package struct HostWindows: Sendable {
    package let capacity: Int
    package private(set) var evicted: UInt64 = 0
    package private(set) var turnedAway: UInt64 = 0
    private var hosts: [HostSpans] = []
    /// Position in `hosts` plus one; 0 is free. Twice as many as hosts, linear probing.
    private var buckets: [UInt32]
    private var doorkeeper: [UInt16] = []
    private var hand = 0
    private var now = Timestamp(nanoseconds: .min)
    private let hashing: FlowHash

    /// `seed` places hosts in the table and changes no result.
    package init(capacity: Int = 65_536, seed: UInt64 = .random(in: .min ... .max)) {
        precondition(capacity > 0, "Host windows need room for one host.")
        self.capacity = capacity
        var size = 16
        while size < capacity * 2 { size *= 2 }
        buckets = Array(repeating: 0, count: size)
        hashing = FlowHash(seed: seed)
    }

    package var count: Int { hosts.count }

    /// What the host sent and received in the last `span`; zeros for a host that is not known.
    package func recent(_ host: IPAddress, _ span: HostSpan) -> HostTally {
        let bucket = buckets[position(host)]
        return bucket == 0 ? HostTally() : hosts[Int(bucket - 1)].recent(span, at: now)
    }

    /// Takes what a flow event adds. Other events than ticks, `opened`, `progressed` and `closed` add nothing.
    package mutating func observe(_ event: FlowEvent) {
        switch event.kind {
        case .tick: now = event.timestamp
        case .opened, .progressed, .closed:
            if now.nanoseconds == .min { now = Timestamp(nanoseconds: event.timestamp.second * 1_000_000_000) }
            add(event.flow, isNew: event.kind == .opened)
        default: break
        }
    }

    private mutating func add(_ flow: FlowSnapshot, isNew: Bool) {
        let isSYN = isNew && flow.firstFlags.opens
        let second = now.second
        if let at = find(flow.key.initiator, at: second) {
            hosts[at].cell.outbound.add(flow.initiator, flow.key.transport, isNew: isNew)
            hosts[at].cell.inbound.add(flow.responder, flow.key.transport, isNew: false)
        }
        if let at = find(flow.key.responder, at: second) {
            hosts[at].cell.inbound.add(flow.initiator, flow.key.transport, isNew: isNew)
            hosts[at].cell.outbound.add(flow.responder, flow.key.transport, isNew: false)
            if isSYN { hosts[at].cell.synsIn &+= 1 }
        }
    }

    private func home(_ host: IPAddress) -> Int {
        let hash = hashing.flow(host, 0, .unspecified, 0, IPProtocol(rawValue: 0))
        return Int(truncatingIfNeeded: hash >> 16) & (buckets.count - 1)
    }

    /// The bucket of the host, or the free one where it would stand.
    private func position(_ host: IPAddress) -> Int {
        var position = home(host)
        while buckets[position] != 0, hosts[Int(buckets[position] - 1)].address != host {
            position = (position + 1) & (buckets.count - 1)
        }
        return position
    }

    /// The host's entry, made if there is room for it, and rolled to `second`.
    private mutating func find(_ host: IPAddress, at second: Int64) -> Int? {
        var position = position(host)
        if buckets[position] != 0 {
            let at = Int(buckets[position] - 1)
            if hosts[at].second != second { hosts[at].roll(to: second) }
            hosts[at].isTouched = true
            return at
        }
        if hosts.count < capacity {
            hosts.append(HostSpans(host, at: second))
            buckets[position] = UInt32(hosts.count)
            return hosts.count - 1
        }
        guard comesAgain(host) else {
            turnedAway &+= 1
            return nil
        }
        let at = vacate()
        position = self.position(host)
        hosts[at] = HostSpans(host, at: second)
        buckets[position] = UInt32(at + 1)
        return at
    }

    /// True when the doorkeeper has seen the host lately. Its hash is fixed, so that results do not depend on the seed.
    private mutating func comesAgain(_ host: IPAddress) -> Bool {
        if doorkeeper.isEmpty { doorkeeper = Array(repeating: 0, count: 65_536) }
        let hash = FlowHash(seed: 1).flow(host, 0, .unspecified, 0, IPProtocol(rawValue: 0))
        let door = Int(truncatingIfNeeded: hash & 0xFFFF)
        let print = UInt16(truncatingIfNeeded: hash >> 16) | 1
        defer { doorkeeper[door] = print }
        return doorkeeper[door] == print
    }

    /// Gives up the first host from the hand on that was not touched since the last turn (at most one turn is spared).
    private mutating func vacate() -> Int {
        while hosts[hand].isTouched {
            hosts[hand].isTouched = false
            hand = (hand + 1) % hosts.count
        }
        let at = hand
        hand = (hand + 1) % hosts.count
        evicted &+= 1
        free(position(hosts[at].address))
        return at
    }

    /// Empties a bucket and closes the gap behind it.
    private mutating func free(_ start: Int) {
        let mask = buckets.count - 1
        var hole = start
        var position = (hole + 1) & mask
        while buckets[position] != 0 {
            let home = home(hosts[Int(buckets[position] - 1)].address)
            if (position &- home) & mask >= (position &- hole) & mask {
                buckets[hole] = buckets[position]
                hole = position
            }
            position = (position + 1) & mask
        }
        buckets[hole] = 0
    }
}

extension HostTally.Way {
    mutating func add(_ side: FlowSnapshot.Side, _ transport: IPProtocol, isNew: Bool) {
        packets &+= side.deltaPackets
        bytes &+= UInt64(side.deltaBytes)
        if isNew { flows &+= 1 }
        switch transport {
        case .tcp: tcp &+= side.deltaPackets
        case .udp: udp &+= side.deltaPackets
        case .icmp, .icmpv6: icmp &+= side.deltaPackets
        default: other &+= side.deltaPackets
        }
    }
}

extension HostWindows: Gauged {
    package func gauge(_ name: String) -> TableGauge {
        TableGauge(
            name, count: count, capacity: capacity,
            whenFull: "a newcomer must come twice, then takes the place of a host that was quiet for a turn",
            lost: evicted &+ turnedAway)
    }
}
