package import Bedrock
package import Flows
package import Vocabulary
package import Wire

/// One packet path: frames in, flow events out, in packet order. No rules here, so that several can share the work.
///
/// Three passes over 32 frames at a time: decode and hash; fetch the flows; update them. The few packets that ask for it are read on
/// the way, before the next one is counted: what is in the payload, and what is rare (neighbour messages, ICMP errors, echoes).
package struct Engine: ~Copyable {
    package private(set) var decoder: Decoder
    package private(set) var flows: FlowTable
    package private(set) var dissector: Dissector
    /// Packets that belong to another engine of the same capture.
    package private(set) var foreign: UInt64 = 0
    /// What happened and was not taken yet, in order.
    private var events = EventBuffer()
    /// What streams said when their flow ended: found at the end of a batch, told before that end.
    private var late: [FlowEvent] = []
    private var facts = FactsBatch()
    private var sink = FactSink()
    private var echoes = EchoMemory()
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
        flows = try FlowTable(settings: settings, seed: seed)
    }

    /// Changes how long a flow may be silent, from now on.
    package mutating func renew(timeouts settings: FlowSettings) { flows.renew(timeouts: settings) }

    /// Events that wait to be taken.
    package var eventCount: Int { events.count }

    /// Hands over what happened since the last call.
    package mutating func move(to other: inout [FlowEvent]) { events.move(to: &other) }

    /// Takes one batch of frames; what happened waits to be taken.
    ///
    /// True when it must be called again with the same frames, after the events were taken: when a clock step ends a million flows,
    /// their events come in portions.
    package mutating func ingest(_ bytes: RawSpan, _ frames: inout FrameBatch) -> Bool {
        while true {
            if settledFacts == facts.count {
                settle()
                facts.count = 0
                settledFacts = 0
                guard nextFrame < frames.count else {
                    nextFrame = 0
                    return false
                }
                nextFrame = decoder.decode(bytes, &frames, from: nextFrame, into: &facts)
                if share.count > 1 { disown() }
            }
            let reached = flows.observe(&facts, from: settledFacts, into: &events)
            if reached > settledFacts { read(bytes, reached - 1) }
            settledFacts = reached
            if events.isFull {
                settle()
                return true
            }
        }
    }

    /// Time passed without packets: moves the clock of a live capture on. True when it must be called again.
    package mutating func advance(to now: Timestamp) -> Bool {
        let isUnfinished = flows.advance(to: now, order: decoder.ordinal << 3, into: &events)
        settle()
        return isUnfinished
    }

    /// The capture is over: every flow ends. True when it must be called again.
    package mutating func finish() -> Bool {
        let isUnfinished = flows.finish(into: &events)
        settle()
        return isUnfinished
    }

    /// Facts of a packet that said more than a packet may.
    package var droppedFacts: UInt64 { sink.dropped }

    /// Echoes with payload that are looked at, by packets of their flow.
    private static let echoLimit: UInt64 = 1024

    /// Leaves only the time of packets that another engine works on.
    private mutating func disown() {
        for index in 0..<facts.count {
            let isForeign = Shard.of(facts.facts[index], workers: share.count) != share.index
            facts.facts[index].isForeign = isForeign
            if isForeign {
                facts.facts[index].isPlain = false
                foreign &+= 1
            }
        }
    }

    /// What the dissector keeps for this flow; 0 is nothing.
    private mutating func slot(_ flow: UInt32) -> UInt32 {
        let slot = flows.slot(flow)
        return slot == .max ? 0 : slot
    }

    /// Reads what the packet carries, if somebody wants it.
    private mutating func read(_ bytes: RawSpan, _ index: Int) {
        if facts.facts[index].wantsDissection { dissect(bytes, index) }
        if facts.facts[index].isRare { readRare(bytes, index) }
    }

    private mutating func dissect(_ bytes: RawSpan, _ index: Int) {
        let flow = facts.facts[index].flow
        let verdict = dissector.observe(bytes, &facts.facts[index], slot: slot(flow), into: &sink)
        flows.setSlot(flow, verdict.slot)
        if let service = verdict.service { flows.setService(flow, service) }
        if !verdict.wantsMore { flows.stopDissection(flow) }
        guard !sink.facts.isEmpty else { return }
        // Taken out, not copied: the last one first.
        if sink.facts.count > 1 { sink.facts.reverse() }
        while let fact = sink.facts.popLast() {
            flows.tell(
                .application, .application(fact), flow, order: facts.facts[index].order,
                timestamp: facts.facts[index].timestamp, into: &events)
        }
    }

    @inline(never)
    private mutating func readRare(_ bytes: RawSpan, _ index: Int) {
        let marks = facts.facts[index].marks
        if marks.contains(.icmpError) { readError(bytes, index) }
        guard !facts.facts[index].isForeign else { return }
        let order = facts.facts[index].order
        let timestamp = facts.facts[index].timestamp
        if marks.contains(.neighbor), let fact = Decoder.neighbor(bytes, facts.facts[index]) {
            let empty = FlowSnapshot(key: FlowKey.none)
            events.append(
                FlowEvent(order: order, timestamp: timestamp, kind: .neighbor, flow: empty, detail: .neighbor(fact)))
        }
        let flow = facts.facts[index].flow
        guard flow != .max else { return }
        // Of a flood of pings only the first are measured.
        if !marks.contains(.icmpError), flows.packets(flow) <= Self.echoLimit,
            let fact = Decoder.echo(bytes, facts.facts[index], &echoes)
        {
            flows.tell(.echo, .echo(fact), flow, order: order, timestamp: timestamp, into: &events)
        }
    }

    /// An ICMP error: an event of its own flow, and perhaps the refusal of the one that it quotes, which may be another engine's.
    private mutating func readError(_ bytes: RawSpan, _ index: Int) {
        guard let quoted = Decoder.quoted(bytes, facts.facts[index]) else { return }
        let fact = UnreachableFact(
            quoted: quoted, icmpType: facts.facts[index].icmpType, icmpCode: facts.facts[index].icmpCode)
        let flow = facts.facts[index].flow
        let order = facts.facts[index].order
        let timestamp = facts.facts[index].timestamp
        if flow != .max {
            flows.tell(.unreachable, .unreachable(fact), flow, order: order, timestamp: timestamp, into: &events)
        }
        // What another engine has is not found here.
        flows.unreachable(fact, order: order, timestamp: timestamp, into: &events)
        unsorted = true
    }

    /// Gives back the streams of flows that ended, and fixes the order of the events.
    private mutating func settle() {
        if !flows.ended.isEmpty { releaseStreams() }
        if unsorted || !late.isEmpty { sortEvents() }
        events.seal()
    }

    private mutating func releaseStreams() {
        var place = 0
        for number in flows.ended where slot(number) != 0 {
            dissector.release(slot: slot(number), into: &sink)
            flows.setSlot(number, 0)
            guard !sink.facts.isEmpty else { continue }
            // Ends are told in the order in which the flows ended: one walk over the events finds them all.
            let snapshot = flows.snapshot(number)
            if let end = events.end(of: snapshot.id, after: &place) {
                for fact in sink.facts {
                    late.append(
                        FlowEvent(
                            order: end.order, timestamp: end.timestamp, kind: .application, flow: snapshot,
                            detail: .application(fact)))
                }
                unsorted = true
            }
            sink.facts.removeAll(keepingCapacity: true)
        }
        flows.forgetEnded()
    }

    @inline(never)
    private mutating func sortEvents() {
        late.sort(by: EventOrder.precedes)
        events.rearrange { open in
            open.sort(by: EventOrder.precedes)
            var merged: [FlowEvent] = []
            EventOrder.merge(open, late, into: &merged)
            swap(&open, &merged)
        }
        late.removeAll(keepingCapacity: true)
        unsorted = false
    }
}
