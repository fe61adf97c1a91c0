package import Bedrock
package import Vocabulary

/// Every conversation that is under way: packets in, flow events out.
///
/// A flow is named by its five numbers and its tunnel depth. The VLAN is kept but is no part of the name: a mirror port often shows the two
/// directions of one conversation under different tags, and a flow cut in two halves misleads every rule; the price is that equal
/// private addresses in two VLANs share a flow.
///
/// Three passes over a batch (fetch buckets, fetch records, update), so that the memory of 30 packets is on its way at once.
/// Bounds: `settings.capacity` flows of 240 bytes. When the table is full the flow that would time out first makes room
/// (in a flood that is the oldest unanswered opening); where 32 looks into the wheel find none, the new flow is refused.
/// Both are counted. Record numbers stay valid until the next batch begins, even of flows that ended.
package struct FlowTable: ~Copyable {
    package let settings: FlowSettings
    var timeouts: Timeouts
    let hashing: FlowHash
    var index: BucketIndex
    var records: HugeBuffer<FlowRecord>
    var biographies: HugeBuffer<FlowBiography>
    /// Records below this number have been used.
    var used: UInt32 = 0
    var free: [UInt32] = []
    /// Records that were used a second time, once each: all others lie in order of id.
    var reused: [UInt32] = []
    /// Given up in this batch, free from the next one on.
    var released: [UInt32] = []
    var active = 0
    var tuples: TupleSet
    var numbers = FlowCounters()
    /// Records with a slot whose flow ended since `forgetEnded`: the dissector gives it back.
    package private(set) var ended: [UInt32] = []

    var clock = EventClock()
    var wheel = TimerWheel()
    /// The last second the wheel was turned to.
    var turned: Int64 = 0
    /// Seconds that may still be turned one by one in this step of the clock; then the wheel leaps.
    var singleSteps = 0
    var expired: [UInt32] = []
    /// Their ids and numbers while they are put in order.
    var sorting: [UInt64] = []
    var expiredDone = 0
    var slotBuffer: [UInt32] = []
    /// Where the search for a flow to evict goes on.
    var evictionSecond: Int64 = 0
    var tick = TrafficTick()
    /// Of the plain packets that are being taken; in memory, because registers are short there.
    private var datagrams: UInt64 = 0
    var lastOrder: UInt64 = 0
    /// `observe` paused in the timers that a packet set off.
    var isPaused = false
    var isFinishing = false
    /// Records below this number were closed by `finish`.
    var finished: UInt32 = 0

    /// - Parameter seed: the seed the decoder stamps `PacketFacts.hash` with; ICMP errors are looked up by it.
    package init(settings: FlowSettings = FlowSettings(), seed: UInt64) throws(BedrockError) {
        precondition(settings.capacity > 0, "A flow table needs room for one flow.")
        self.settings = settings
        timeouts = Timeouts(settings)
        hashing = FlowHash(seed: seed)
        // One batch may release as many records as it has facts before they can be used again.
        let room = settings.capacity + FactsBatch.capacity
        let index = try BucketIndex(entries: room)
        let records = try HugeBuffer<FlowRecord>(count: room, hugePages: true)
        let biographies = try HugeBuffer<FlowBiography>(count: room, hugePages: true)
        let tuples = try TupleSet(capacity: settings.endedTuples)
        self.index = index
        self.records = records
        self.biographies = biographies
        self.tuples = tuples
    }

    /// What was counted so far.
    package var counters: FlowCounters {
        var counters = numbers
        counters.active = UInt64(active)
        counters.late = clock.late
        counters.clockJumps = clock.jumps
        counters.forgottenTuples = tuples.forgotten
        return counters
    }

    /// Event time so far; nil before the first packet.
    package var now: Timestamp? { clock.isSet ? Timestamp(nanoseconds: clock.now) : nil }

    /// Takes the facts of a batch from `start` on, and returns how many are done.
    ///
    /// Fewer than all when timers have filled the buffer, or behind a packet that the caller must read before the next one is
    /// counted: one whose flow wants dissection, an ICMP message, a neighbour message. The caller reads it, empties a full
    /// buffer, and calls again with that number. The events appended so far come before those of all later facts.
    package mutating func observe(_ batch: inout FactsBatch, from start: Int = 0, into events: inout EventBuffer) -> Int
    {
        let count = batch.count
        if isPaused {
            guard start < count, resumeTimers(batch.facts[start].order, into: &events) else { return start }
        } else if start == 0 {
            beginBatch()
            fetch(&batch)
        }
        var at = start
        while at < count {
            at = pass(&batch, from: at)
            if at > start, batch.facts[at - 1].wantsDissection { break }
            guard at < count else { break }
            if shake(&batch.facts[at], into: &events) {
                at += 1
                continue
            }
            let ns = min(max(batch.facts[at].timestamp.nanoseconds, -EventClock.limit), EventClock.limit)
            // The parts of a tunnelled frame share its stamp, and count once.
            if batch.facts[at].depth == 0 {
                let movement = clock.observe(ns)
                if movement != .none, !follow(movement, batch.facts[at].order, into: &events) { return at }
            }
            observe(&batch.facts[at], ns, into: &events)
            at += 1
            if batch.facts[at - 1].wantsDissection || batch.facts[at - 1].isRare { break }
        }
        if at > start { lastOrder = max(lastOrder, batch.facts[at - 1].order) }
        return at
    }

    /// The short way of plain packets whose flow was found ahead and gets nothing but counted: takes them as far as they follow each other,
    /// and one that its flow wants read as the last. The result is the first one it did not take; nothing is changed for that.
    ///
    /// Which record it was when the batch began is only a guess by now; but a record keeps its number until the next batch, and one that was
    /// given up is not steady, so the name decides. What they add to clock and tick is added once for all of them.
    @inline(__always)
    private mutating func pass(_ batch: inout FactsBatch, from start: Int) -> Int {
        let end = min(UInt(bitPattern: batch.count), UInt(FactsBatch.capacity))
        let quickGap = timeouts.shortest
        var reached = UInt(bitPattern: start)
        var now = clock.now
        while reached < end {
            let at = Int(bitPattern: reached)
            let ns = batch.facts[at].timestamp.nanoseconds
            let number = Int(batch.facts[at].flow)
            guard batch.facts[at].isPlain, number < records.count, ns >= now, clock.isBeforeBoundary(ns),
                records[number].pass(&batch.facts[at], within: quickGap)
            else { break }
            now = ns
            tick.bytes &+= UInt64(batch.facts[at].wireLength)
            datagrams &+= batch.facts[at].transport == .tcp ? 0 : 1
            reached &+= 1
            if batch.facts[at].wantsDissection { break }
        }
        let at = Int(bitPattern: reached)
        if at > start {
            clock.pass(now)
            let taken = UInt64(reached &- UInt(bitPattern: start))
            tick.packets &+= taken
            // Plain is TCP or UDP.
            tick.tcp &+= taken &- datagrams
            tick.udp &+= datagrams
            datagrams = 0
        }
        return at
    }

    /// Asks for the memory of all flows of a batch, so that it is on its way while the first ones are updated, and writes into each fact
    /// which record is probably its flow's.
    @inline(__always)
    private func fetch(_ batch: inout FactsBatch) {
        let count = min(batch.count, FactsBatch.capacity)
        // A small index is near.
        if index.isLarge { for at in 0..<count { index.prefetch(BucketIndex.short(batch.facts[at].hash)) } }
        for at in 0..<count {
            let number = index.first(BucketIndex.short(batch.facts[at].hash))
            batch.facts[at].flow = number
            // No flow is `UInt32.max`, which no table has room for.
            if Int(number) < records.count {
                records.prefetchTwoLines(Int(number))
            } else if !tuples.isEmpty {
                // It will open a flow, which looks whether there was one of that name.
                tuples.prefetch(TupleSet.digest(batch.facts[at].hash))
            }
        }
    }

    /// Empties `ended`, once the dissector has given the slots back.
    package mutating func forgetEnded() { ended.removeAll(keepingCapacity: true) }

    mutating func beginBatch() {
        if !released.isEmpty {
            free.append(contentsOf: released)
            released.removeAll(keepingCapacity: true)
        }
    }

    @inline(__always)
    mutating func noteEnded(_ number: UInt32) { if biographies[Int(number)].slot != 0 { ended.append(number) } }

    /// One packet: count it for the second, find its flow, count it there.
    @inline(__always)
    private mutating func observe(_ fact: inout PacketFacts, _ ns: Int64, into events: inout EventBuffer) {
        fact.flow = .max
        fact.wantsDissection = false
        fact.fromInitiator = true
        guard !fact.isForeign else { return }
        let isIP = fact.network == .ipv4 || fact.network == .ipv6
        if fact.depth == 0 { tick.count(isIP, fact.transport, fact.wireLength) }
        let name = PacketName(
            source: fact.source, destination: fact.destination, sourcePort: fact.sourcePort,
            destinationPort: fact.destinationPort, transport: fact.transport, depth: fact.depth)
        guard isIP, name.hasAddresses, !fact.marks.contains(.headerPiece) else { return }
        var forward = true
        let found = find(name, BucketIndex.short(fact.hash), forward: &forward)
        guard found != .max else { return open(&fact, ns, into: &events) }
        let arrival = Arrival(
            fact.transport, fact.tcpFlags, fact.marks, payload: min(fact.payloadLength, fact.wireLength),
            bytes: min(fact.ipLength, fact.wireLength), ns: ns, fromInitiator: forward)
        var gap: Int64 = 0
        let dues = records[Int(found)].absorb(arrival, within: timeouts.shortest, gap: &gap)
        if !dues.isEmpty {
            if dues.contains(.turn) { return observeTurn(&fact, found, arrival, into: &events) }
            settle(dues, gap, arrival.payload, found, fact.order, fact.timestamp, into: &events)
        }
        place(&fact, found, arrival)
    }

    /// Writes into the fact where it belongs.
    @inline(__always)
    func place(_ fact: inout PacketFacts, _ number: UInt32, _ arrival: Arrival) {
        fact.flow = number
        fact.fromInitiator = arrival.side == 1
        fact.wantsDissection =
            arrival.isReadable && fact.capturedPayload > 0 && records[Int(number)].marks.contains(.wantsDissection)
    }

    /// The record of the packet's flow, or `UInt32.max`; `forward` says whether the initiator sent it.
    @inline(__always)
    func find(_ name: PacketName, _ hash: UInt32, forward: inout Bool) -> UInt32 {
        var position = index.home(hash)
        while true {
            let bucket = index[position]
            if bucket == 0 { return .max }
            if BucketIndex.hash(bucket) == hash {
                let number = BucketIndex.record(bucket)
                if records[Int(number)].matches(name, forward: &forward) { return number }
            }
            position = index.next(position)
        }
    }
}

extension TrafficTick {
    /// Counts one frame.
    @inline(__always)
    mutating func count(_ isIP: Bool, _ transport: IPProtocol, _ wireLength: UInt32) {
        packets &+= 1
        bytes &+= UInt64(wireLength)
        switch transport {
        case .tcp where isIP: tcp &+= 1
        case .udp where isIP: udp &+= 1
        case .icmp where isIP, .icmpv6 where isIP: icmp &+= 1
        default: other &+= 1
        }
    }
}
