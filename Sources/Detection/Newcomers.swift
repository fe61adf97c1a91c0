import Bedrock
import Vocabulary

/// Sources that opened one flow so far, with that flow, and which sources opened more.
///
/// Why it exists: a flood from made-up addresses brings a million sources of one flow each, and the rules about sources (scans, beacons) can
/// say nothing of a source before its second flow. They are spared the first one, and told of it when the second opens. Direct-mapped: a newer
/// source takes an older one's place. Known sources are bits of two generations: a source that opens nothing while 32,768 others become
/// known is new again. Bounds: 32,768 first flows of 56 bytes, twice 64 KiB of bits. Not seeded, as `Digest`: the same in every run.
/// What fools it: two sources that share a bit are known together, which costs time and changes nothing.
struct Newcomers {
    /// What of a first flow the rules look at.
    private struct Slot {
        /// Digest, with its lowest bit set; zero is nobody.
        var source: UInt64 = 0
        var responder = IPAddress.unspecified
        var id: UInt64 = 0
        var time = Timestamp(nanoseconds: 0)
        var payload: UInt32 = 0
        var initiatorPort: UInt16 = 0
        var responderPort: UInt16 = 0
        var transport = IPProtocol(rawValue: 0)
        var firstFlags = TCPFlags()
        var ttl: UInt8 = 0
        var state = TCPState.none
        var service = Service.unknown
        /// The initiator sent the first packet; the opening was seen.
        var isForward = false
        var sawOpening = false

        /// Field by field where it lies: a slot that is built and moved costs twice as much.
        @inline(__always)
        mutating func keep(_ events: Span<FlowEvent>, _ index: Int, _ source: UInt64) {
            self.source = source | 1
            responder = events[index].flow.key.responder
            id = events[index].flow.id
            time = events[index].timestamp
            payload = UInt32(
                truncatingIfNeeded: events[index].flow.initiator.payload | events[index].flow.responder.payload)
            initiatorPort = events[index].flow.key.initiatorPort
            responderPort = events[index].flow.key.responderPort
            transport = events[index].flow.key.transport
            firstFlags = events[index].flow.firstFlags
            isForward = events[index].flow.initiator.packets > 0
            ttl = isForward ? events[index].flow.initiator.ttl : events[index].flow.responder.ttl
            state = events[index].flow.state
            service = events[index].flow.service
            sawOpening = events[index].flow.sawOpening
        }
    }
    private static let capacity = 32_768
    /// Bits of a generation, in words.
    private static let words = 8192
    private static let generation = 32_768
    /// Made with the first source.
    private var slots: [Slot] = []
    private var recent: [UInt64] = []
    private var older: [UInt64] = []
    /// Bits set in `recent`.
    private var bits = 0
    private(set) var waiting = 0
    private(set) var overwritten: UInt64 = 0
    /// Sources whose second flow was seen.
    private(set) var introduced: UInt64 = 0

    @inline(__always)
    private static func place(_ source: UInt64) -> Int { Int(truncatingIfNeeded: source >> 40) & (capacity - 1) }
    @inline(__always)
    private static func word(_ source: UInt64) -> Int { Int(truncatingIfNeeded: source >> 8) & (words - 1) }
    @inline(__always)
    private static func bit(_ source: UInt64) -> UInt64 { 1 &<< (source & 63) }

    /// False for a source that is certainly not known.
    @inline(__always)
    func mayKnow(_ source: UInt64) -> Bool {
        guard !slots.isEmpty else { return false }
        let word = Self.word(source)
        return (recent[word] | older[word]) & Self.bit(source) != 0
    }

    /// Asks for the bits of the source.
    @inline(__always)
    func prefetchBits(_ source: UInt64) {
        recent.prefetch(Self.word(source))
        older.prefetch(Self.word(source))
    }

    /// Asks for the memory that the first flow of the source will be kept in.
    @inline(__always)
    func prefetch(_ source: UInt64) { slots.prefetch(Self.place(source), lines: 2) }

    /// True when the source opened several flows.
    @inline(__always)
    mutating func knows(_ source: UInt64) -> Bool {
        guard !slots.isEmpty else { return false }
        let word = Self.word(source)
        let bit = Self.bit(source)
        if recent[word] & bit != 0 { return true }
        guard older[word] & bit != 0 else { return false }
        know(source)
        return true
    }

    /// A source that is not known opens a flow: nil when it is the first, else the first one, and the source is known from now on.
    @inline(__always)
    mutating func meet(_ source: UInt64, _ events: Span<FlowEvent>, _ index: Int) -> FlowEvent? {
        if slots.isEmpty { begin() }
        let place = Self.place(source)
        if slots[place].source == source | 1, slots[place].id != events[index].flow.id {
            return introduce(source, place, events[index].flow.key.initiator)
        }
        // Numbers, not branches: which it is, nobody can foresee.
        let isFree = slots[place].source == 0 ? 1 : 0
        waiting &+= isFree
        overwritten &+= UInt64(1 &- isFree)
        slots[place].keep(events, index, source)
        return nil
    }

    @inline(never)
    private mutating func introduce(_ source: UInt64, _ place: Int, _ address: IPAddress) -> FlowEvent {
        let slot = slots[place]
        slots[place] = Slot()
        waiting -= 1
        introduced &+= 1
        know(source)
        var flow = FlowSnapshot(
            key: FlowKey(
                initiator: address, initiatorPort: slot.initiatorPort, responder: slot.responder,
                responderPort: slot.responderPort, transport: slot.transport))
        flow.id = slot.id
        flow.firstSeen = slot.time
        flow.lastSeen = slot.time
        var side = FlowSnapshot.Side()
        side.packets = 1
        side.deltaPackets = 1
        side.payload = UInt64(slot.payload)
        side.deltaPayload = slot.payload
        side.flags = slot.firstFlags
        side.ttl = slot.ttl
        if slot.isForward { flow.initiator = side } else { flow.responder = side }
        flow.state = slot.state
        flow.service = slot.service
        flow.firstFlags = slot.firstFlags
        flow.sawOpening = slot.sawOpening
        return FlowEvent(order: slot.id, timestamp: slot.time, kind: .opened, flow: flow)
    }

    @inline(never)
    private mutating func know(_ source: UInt64) {
        if bits >= Self.generation {
            swap(&recent, &older)
            for word in recent.indices { recent[word] = 0 }
            bits = 0
        }
        recent[Self.word(source)] |= Self.bit(source)
        bits += 1
    }

    @inline(never)
    private mutating func begin() {
        slots = Array(repeating: Slot(), count: Self.capacity)
        recent = Array(repeating: 0, count: Self.words)
        older = recent
    }
}

extension Newcomers: Gauged {
    func gauge(_ name: String) -> TableGauge {
        TableGauge(
            name, count: waiting, capacity: Self.capacity,
            whenFull: "a newer source takes an older one's place, whose next flow counts as its first",
            lost: overwritten)
    }
}
