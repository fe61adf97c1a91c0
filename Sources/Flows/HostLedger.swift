import Bedrock
package import Vocabulary

/// What each host sent and received over a whole capture: the table of hosts that a summary shows.
///
/// Bounds: `capacity` hosts; when it is full, new hosts are counted in `overflow` and not kept (the busy ones come early).
package struct HostLedger: Sendable {
    package struct Entry: Sendable, BitwiseCopyable {
        package var mac = MACAddress.none
        package var sentPackets: UInt64 = 0
        package var sentBytes: UInt64 = 0
        package var receivedPackets: UInt64 = 0
        package var receivedBytes: UInt64 = 0
        /// Flows it took part in.
        package var flows: UInt64 = 0

        fileprivate var bytes: UInt64 { sentBytes &+ receivedBytes }
    }
    package typealias Host = (address: IPAddress, entry: Entry)
    private var hosts: [Host] = []
    private var index = SlotIndex()
    private let hashing = SeededHash.process
    package private(set) var overflow: UInt64 = 0
    private let capacity: Int

    package init(capacity: Int = 65_536) { self.capacity = capacity }

    /// Hosts that are kept.
    package var count: Int { hosts.count }

    /// Counts the flows that end: each flow ends exactly once.
    package mutating func observe(_ events: [FlowEvent]) {
        let events = events.span
        for at in events.indices {
            prefetch(events, at &+ 8)
            prefetchHosts(events, at &+ 4)
            guard events[at].kind == .closed, events[at].flow.depth == 0 else { continue }
            let (from, to) = (events[at].flow.key.initiator, events[at].flow.key.responder)
            let (sent, received) = (events[at].flow.initiator, events[at].flow.responder)
            add(from, sent: sent, received: received)
            add(to, sent: received, received: sent)
        }
    }

    @inline(__always)
    private mutating func prefetch(_ events: Span<FlowEvent>, _ at: Int) {
        guard at < events.count, events[at].kind == .closed else { return }
        index.buckets.prefetch(index.home(of: hashing.of(events[at].flow.key.initiator)))
        index.buckets.prefetch(index.home(of: hashing.of(events[at].flow.key.responder)))
    }

    /// The entries themselves, once their places have come. Addresses that share a bucket may be asked for in vain.
    @inline(__always)
    private func prefetchHosts(_ events: Span<FlowEvent>, _ at: Int) {
        guard at < events.count, events[at].kind == .closed else { return }
        prefetchHost(events[at].flow.key.initiator)
        prefetchHost(events[at].flow.key.responder)
    }

    @inline(__always)
    private func prefetchHost(_ address: IPAddress) {
        let bucket = index.buckets[index.home(of: hashing.of(address))]
        if bucket != 0 { hosts.prefetch(Int(bucket & 0xFFFF_FFFF), lines: 2) }
    }

    /// The hosts by bytes, most first; equal ones by address.
    package func busiest(_ limit: Int) -> [Host] {
        func precedes(_ left: Host, _ right: Host) -> Bool {
            let (a, b) = (left.entry.bytes, right.entry.bytes)
            return a != b ? a > b : left.address < right.address
        }
        // Few of many: a host is put among the best so far only where it beats one of them.
        var best: [Host] = []
        for host in hosts {
            if best.count == limit {
                guard let last = best.last, precedes(host, last) else { continue }
                best.removeLast()
            }
            best.insert(host, at: best.firstIndex { precedes(host, $0) } ?? best.count)
        }
        return best
    }

    private mutating func add(_ host: IPAddress, sent: FlowSnapshot.Side, received: FlowSnapshot.Side) {
        guard host.isUnicast else { return }
        let hash = hashing.of(host)
        if let place = index.find(hash, { hosts[$0].address == host }) {
            hosts[place].entry.count(sent: sent, received: received)
        } else if hosts.count < capacity {
            index.insert(hash, hosts.count)
            var entry = Entry()
            entry.count(sent: sent, received: received)
            hosts.append((host, entry))
        } else {
            overflow += 1
        }
    }
}

extension HostLedger.Entry {
    @inline(__always)
    fileprivate mutating func count(sent: FlowSnapshot.Side, received: FlowSnapshot.Side) {
        if sent.mac != .none, mac == .none { mac = sent.mac }
        sentPackets += sent.packets
        sentBytes += sent.bytes
        receivedPackets += received.packets
        receivedBytes += received.bytes
        flows += 1
    }
}

extension HostLedger: Gauged {
    package func gauge(_ name: String) -> TableGauge {
        TableGauge(
            name, count: hosts.count, capacity: capacity, whenFull: "newcomers are counted and not kept",
            lost: overflow)
    }
}
