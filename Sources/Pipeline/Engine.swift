package import Bedrock
package import Flows
package import Vocabulary
package import Wire

/// One packet path: frames in, flow events out, in packet order. No rules here, so that several can share the work.
///
/// Three passes over 32 frames at a time: decode and hash; look up and update the flows; and, for the few packets that ask for
/// it, read what is rare (neighbour messages, ICMP errors, echoes) and what is in the payload. One call a batch across rooms.
package struct Engine: ~Copyable {
    package private(set) var decoder: Decoder
    package private(set) var flows: FlowTable
    package private(set) var dissector: Dissector
    /// Packets that belong to another engine of the same capture.
    package private(set) var foreign: UInt64 = 0
    /// What happened and was not taken yet, in order.
    package var events: [FlowEvent] = []
    private var raw = EventBuffer()
    private var rare: [FlowEvent] = []
    private var facts = FactsBatch()
    private var sink = FactSink()
    private let share: Share
    /// An event of this batch was written after a later one.
    private var unsorted = false
    /// Where `ingest` goes on: frames decoded, and facts of them that are done.
    private var nextFrame = 0
    private var settledFacts = 0

    /// Which part of the traffic this engine works on: the `index`-th of `count`. Every engine decodes every frame, so that all see
    /// the same clock; a packet belongs to the engine that its address pair hashes to.
    package struct Share: Sendable {
        package let index: Int
        package let count: Int
        package static let whole = Share(index: 0, count: 1)
        package init(index: Int, count: Int) {
            self.index = index
            self.count = count
        }
    }

    package init(settings: FlowSettings, seed: UInt64, share: Share = .whole, firstOrdinal: UInt64 = 0)
        throws(BedrockError)
    {
        decoder = Decoder(seed: seed, firstOrdinal: firstOrdinal)
        dissector = Dissector()
        self.share = share
        events.reserveCapacity(1024)
        flows = try FlowTable(settings: settings, seed: seed)
    }

    /// Takes one batch of frames; what happened is appended to `events`.
    ///
    /// True when it must be called again with the same frames, after the events were taken: when a clock step ends a million flows,
    /// their events come in portions of about `portion`.
    package mutating func ingest(_ bytes: RawSpan, _ frames: borrowing FrameBatch) -> Bool {
        while true {
            if settledFacts == facts.count {
                facts.count = 0
                settledFacts = 0
                guard nextFrame < frames.count else {
                    nextFrame = 0
                    return false
                }
                nextFrame = decoder.decode(bytes, frames, from: nextFrame, into: &facts)
                if share.count > 1 { disown(bytes) }
            }
            let reached = flows.observe(&facts, from: settledFacts, into: &raw)
            for index in settledFacts..<reached {
                if facts.facts[index].wantsDissection { dissect(bytes, index) }
                if facts.facts[index].isRare { readRare(bytes, index) }
            }
            settle()
            settledFacts = reached
            if events.count >= Self.portion { return true }
        }
    }

    /// Time passed without packets: moves the clock of a live capture on. True when it must be called again.
    package mutating func advance(to now: Timestamp) -> Bool {
        let isUnfinished = flows.advance(to: now, order: decoder.ordinal << 3, into: &raw)
        settle()
        return isUnfinished
    }

    /// The capture is over: every flow ends. True when it must be called again.
    package mutating func finish() -> Bool {
        let isUnfinished = flows.finish(into: &raw)
        settle()
        return isUnfinished
    }

    private static let portion = 4096

    /// Echoes with payload that are looked at, by packets of their flow.
    private static let echoLimit: UInt64 = 1024

    /// Leaves only the time of packets that another engine works on.
    private mutating func disown(_ bytes: RawSpan) {
        for index in 0..<facts.count {
            let isForeign = Shard.of(facts.facts[index], bytes, workers: share.count) != share.index
            facts.facts[index].isForeign = isForeign
            if isForeign { foreign &+= 1 }
        }
    }

    /// What the dissector keeps for this flow; 0 is nothing.
    private func slot(_ flow: UInt32) -> UInt32 {
        let slot = flows.slot(flow)
        return slot == .max ? 0 : slot
    }

    private mutating func dissect(_ bytes: RawSpan, _ index: Int) {
        let flow = facts.facts[index].flow
        let verdict = dissector.observe(bytes, facts.facts[index], slot: slot(flow), into: &sink)
        flows.setSlot(flow, verdict.slot)
        if let service = verdict.service { flows.setService(flow, service) }
        if !verdict.wantsMore { flows.stopDissection(flow) }
        if !sink.facts.isEmpty {
            let order = facts.facts[index].order
            emit(flow, order: order, timestamp: facts.facts[index].timestamp)
        }
    }

    private mutating func emit(_ flow: UInt32, order: UInt64, timestamp: Timestamp) {
        let snapshot = flows.snapshot(flow)
        for fact in sink.facts {
            rare.append(
                FlowEvent(
                    order: order, timestamp: timestamp, kind: .application, flow: snapshot, detail: .application(fact)))
        }
        sink.facts.removeAll(keepingCapacity: true)
    }

    @inline(never)
    private mutating func readRare(_ bytes: RawSpan, _ index: Int) {
        guard !facts.facts[index].isForeign else { return }
        let marks = facts.facts[index].marks
        let order = facts.facts[index].order
        let timestamp = facts.facts[index].timestamp
        if marks.contains(.neighbor), let fact = Decoder.neighbor(bytes, facts.facts[index]) {
            let empty = FlowSnapshot(key: FlowKey.none)
            rare.append(
                FlowEvent(order: order, timestamp: timestamp, kind: .neighbor, flow: empty, detail: .neighbor(fact)))
        }
        let flow = facts.facts[index].flow
        guard flow != .max else { return }
        if marks.contains(.icmpError), let quoted = Decoder.quoted(bytes, facts.facts[index]) {
            let fact = UnreachableFact(
                quoted: quoted, icmpType: facts.facts[index].icmpType, icmpCode: facts.facts[index].icmpCode)
            rare.append(
                FlowEvent(
                    order: order, timestamp: timestamp, kind: .unreachable, flow: flows.snapshot(flow),
                    detail: .unreachable(fact)))
            flows.unreachable(fact, order: order, timestamp: timestamp, into: &raw)
            unsorted = true
        }
        if !marks.contains(.icmpError), let fact = Decoder.echo(bytes, facts.facts[index]) {
            let snapshot = flows.snapshot(flow)
            guard snapshot.initiator.packets + snapshot.responder.packets <= Self.echoLimit else { return }
            rare.append(
                FlowEvent(order: order, timestamp: timestamp, kind: .echo, flow: snapshot, detail: .echo(fact)))
        }
    }

    /// Ends the batch: streams of flows that ended are given back, and both kinds of event are merged in order.
    private mutating func settle() {
        var at = 0
        for number in flows.ended where slot(number) != 0 {
            dissector.release(slot: slot(number), into: &sink)
            flows.setSlot(number, 0)
            guard !sink.facts.isEmpty else { continue }
            // Ends are told in the order in which the flows ended: one walk over the events finds them all.
            let id = flows.snapshot(number).id
            while at < raw.count, raw[at].kind != .closed || raw[at].flow.id != id { at += 1 }
            guard at < raw.count else {
                sink.facts.removeAll(keepingCapacity: true)
                break
            }
            emit(number, order: raw[at].order, timestamp: raw[at].timestamp)
            unsorted = true
        }
        flows.forgetEnded()
        if unsorted {
            raw.sort(by: EventOrder.precedes)
            rare.sort(by: EventOrder.precedes)
            unsorted = false
        }
        if rare.isEmpty {
            raw.move(to: &events)
        } else {
            EventOrder.merge(raw.events, rare, into: &events)
            rare.removeAll(keepingCapacity: true)
        }
        raw.removeAll()
    }
}

extension PacketFacts {
    /// Neighbour messages and all of ICMP: read on demand.
    fileprivate var isRare: Bool {
        marks.contains(.neighbor) || transport == .icmp || transport == .icmpv6
    }
}
