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
    /// Once the table is full, most newcomers are told by these.
    private var signs = HashSigns(keys: 0)
    private var isFull = false

    package init(capacity: Int = 65_536) { self.capacity = capacity }

    /// Hosts that are kept.
    package var count: Int { hosts.count }

    /// A flow that ends: where its event lies, and the hashes of its two hosts; zero: there is no place for the initiator.
    private struct End: BitwiseCopyable {
        var at = 0
        var from: UInt64 = 0
        var to: UInt64 = 0
    }

    /// Counts the flows that end: each flow ends exactly once. Sixteen at a time, so that the memory of their hosts is on its way at once.
    package mutating func observe(_ events: [FlowEvent]) {
        let events = events.span
        var ends = InlineArray<16, End>(repeating: End())
        var count = 0
        // The responder before, which in a flood is the next one too.
        var last = (address: IPAddress.unspecified, hash: UInt64(0))
        var run = Run(address: .unspecified, hash: 0)
        for at in 0..<events.count {
            guard Self.counts(events, at) else { continue }
            let responder = events[at].flow.key.responder
            if responder != last.address || last.hash == 0 {
                last = (responder, hashing.of(responder) | 1)
                index.buckets.prefetch(index.home(of: last.hash))
            }
            var from = hashing.of(events[at].flow.key.initiator) | 1
            if isFull, !signs.mayHold(from) { from = 0 } else { index.buckets.prefetch(index.home(of: from)) }
            ends[count] = End(at: at, from: from, to: last.hash)
            count &+= 1
            if count == 16 {
                self.count(ends.span, 16, events, &run)
                count = 0
            }
        }
        self.count(ends.span, count, events, &run)
        settle(run)
    }

    @inline(__always)
    private mutating func count(
        _ ends: Span<End>, _ number: Int, _ events: Span<FlowEvent>, _ run: inout Run
    ) {
        var before: UInt64 = 0
        for place in 0..<number {
            if ends[place].from != 0 { prefetchHost(ends[place].from) }
            if ends[place].to != before {
                before = ends[place].to
                prefetchHost(before)
            }
        }
        for place in 0..<number { count(ends[place], events, &run) }
    }

    @inline(__always)
    private mutating func count(_ end: End, _ events: Span<FlowEvent>, _ run: inout Run) {
        let at = end.at
        if end.from == 0 {
            if events[at].flow.key.initiator.isUnicast { overflow &+= 1 }
        } else {
            if end.from == run.hash {
                // It answered until now and asks here: what it was first counts first.
                settle(run)
                run = Run(address: .unspecified, hash: 0)
            }
            if let place = place(of: events[at].flow.key.initiator, end.from) {
                hosts[place].entry.count(sent: events[at].flow.initiator, received: events[at].flow.responder)
            }
        }
        let responder = events[at].flow.key.responder
        if end.to != run.hash || responder != run.address {
            settle(run)
            run = Run(address: responder, hash: end.to)
            run.place = place(of: run.address, end.to)
        }
        run.entry.count(sent: events[at].flow.responder, received: events[at].flow.initiator)
    }

    /// Flows with the same responder, one behind the other, as in a flood.
    private struct Run {
        let address: IPAddress
        let hash: UInt64
        var place: Int?
        var entry = Entry()
    }

    /// Adds up what a responder's flows were.
    @inline(never)
    private mutating func settle(_ run: Run) {
        guard run.entry.flows > 0 else { return }
        if let place = run.place {
            hosts[place].entry.add(run.entry)
        } else if run.address.isUnicast {
            // One was counted when its place was looked for.
            overflow += run.entry.flows - 1
        }
    }

    @inline(__always)
    private static func counts(_ events: Span<FlowEvent>, _ at: Int) -> Bool {
        // Not one expression: `&&` over a span makes the compiler fail (Swift 6.3).
        guard events[at].kind == .closed else { return false }
        return events[at].flow.depth == 0
    }

    /// The entries themselves, once their places have come. Addresses that share a bucket may be asked for in vain.
    @inline(__always)
    private func prefetchHost(_ hash: UInt64) {
        let bucket = index.buckets[index.home(of: hash)]
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

    /// The entry of a host, a new one where there is room; nil where it is not kept.
    @inline(__always)
    private mutating func place(of host: IPAddress, _ hash: UInt64) -> Int? {
        if let place = index.find(hash, { hosts[$0].address == host }) { return place }
        guard host.isUnicast else { return nil }
        guard hosts.count < capacity else {
            overflow &+= 1
            return nil
        }
        return enter(host, hash)
    }

    private mutating func fill() {
        isFull = true
        signs = HashSigns(keys: capacity)
        for host in hosts { signs.insert(hashing.of(host.address) | 1) }
    }

    @inline(never)
    private mutating func enter(_ host: IPAddress, _ hash: UInt64) -> Int {
        index.insert(hash, hosts.count)
        hosts.append((host, Entry()))
        if hosts.count == capacity { fill() }
        return hosts.count - 1
    }
}

extension HostLedger.Entry {
    /// Adds a flow, of which this host is one side.
    @inline(__always)
    fileprivate mutating func count(sent: FlowSnapshot.Side, received: FlowSnapshot.Side) {
        if mac == .none { mac = sent.mac }
        sentPackets &+= sent.packets
        sentBytes &+= sent.bytes
        receivedPackets &+= received.packets
        receivedBytes &+= received.bytes
        flows &+= 1
    }

    fileprivate mutating func add(_ other: Self) {
        if mac == .none { mac = other.mac }
        sentPackets &+= other.sentPackets
        sentBytes &+= other.sentBytes
        receivedPackets &+= other.receivedPackets
        receivedBytes &+= other.receivedBytes
        flows &+= other.flows
    }
}

extension HostLedger: Gauged {
    package func gauge(_ name: String) -> TableGauge {
        TableGauge(
            name, count: hosts.count, capacity: capacity, whenFull: "newcomers are counted and not kept",
            lost: overflow)
    }
}
