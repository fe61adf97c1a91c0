import Vocabulary

/// Events that come one behind the other, what is known of each, and which rules wait for them.
///
/// Why it exists: the rules together are more code than a processor keeps at hand. Shown one event after the other, each rule begins by
/// waiting for its own code; shown a run of events, it waits once. And in a flood the rules see hundreds of events that differ in their
/// source only: which rules want an event, who its source is, and whether that one is known, is worked out for a run in one go.
/// Shapes: a run has up to 64 events; what is to be judged of it are its entries, up to 64: events of the run, by their place, and first
/// flows of sources that `Newcomers` tells of again.
package struct EventRun {
    package static let capacity = 64
    /// Of each event of the run: the rules that want it, and the digest of its source.
    private(set) var wanted = InlineArray<64, UInt64>(repeating: 0)
    private(set) var sources = InlineArray<64, UInt64>(repeating: 0)
    /// A bit an event: the source was unknown to `Newcomers`; a rule wants the event, and will not be spared it either.
    private var unknown: UInt64 = 0
    private var due: UInt64 = 0
    /// Where the run begins among the events, and whether rules ask for memory ahead.
    private var start = 0
    private(set) var asksAhead = false
    /// Entries so far, and for each its place in the run; that of a first flow is counted from 64 on.
    private(set) var entries = 0
    private var places = InlineArray<64, UInt8>(repeating: 0)
    /// What the name is that the DNS message of an entry asks for.
    private var questions = InlineArray<64, DNSQuestion>(repeating: DNSQuestion())
    private var firsts: [FlowEvent] = []
    /// For each rule the entries it is shown, a bit each; and the rules that are shown any.
    private var takers = InlineArray<64, UInt64>(repeating: 0)
    private var called: UInt64 = 0

    package init() {}

    /// Looks at the events from `start` on, as many as a run has. `asksAhead`: so much is kept of flows that rules had better ask for the
    /// memory ahead.
    @inline(never)
    mutating func look<Chain: RuleChain>(
        _ rules: borrowing EnrolledRules<Chain>, _ newcomers: inout Newcomers, _ events: Span<FlowEvent>,
        from start: Int, asksAhead: Bool
    ) {
        self.start = start
        self.asksAhead = asksAhead
        (unknown, due) = (0, 0)
        let count = min(Self.capacity, events.count &- start)
        for place in 0..<count {
            let source = Digest.of(events[start &+ place].flow.key.initiator)
            sources[place] = source
            if asksAhead { newcomers.prefetchBits(source) }
        }
        for place in 0..<count {
            let at = start &+ place
            let wanted = rules.wanted(events, at)
            self.wanted[place] = wanted
            guard wanted != 0 else { continue }
            let kind = events[at].kind
            let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: place)
            due |= bit
            let waiting = rules.waiting(kind, of: wanted)
            guard waiting != 0, !newcomers.mayKnow(sources[place]) else { continue }
            unknown |= bit
            if kind == .opened {
                if asksAhead { newcomers.prefetch(sources[place]) }
            } else if wanted == waiting {
                due &= ~bit
            }
        }
    }

    /// A source became known: which one, the others need not be asked.
    @inline(__always)
    mutating func forgetUnknown() {
        unknown = 0
        due = .max
    }

    /// The first place from `place` on that is due; `capacity` where there is none.
    @inline(__always)
    func nextDue(_ place: Int) -> Int {
        guard place < Self.capacity else { return Self.capacity }
        return min((due &>> UInt64(truncatingIfNeeded: place)).trailingZeroBitCount &+ place, Self.capacity)
    }

    @inline(__always)
    func isUnknown(_ place: Int) -> Bool { unknown &>> UInt64(truncatingIfNeeded: place) & 1 != 0 }
}

/// What is to be judged.
extension EventRun {
    /// An event and a first flow before it may find no room.
    @inline(__always)
    var isFull: Bool { entries > Self.capacity &- 2 }

    /// The event at `place` of the run is to be judged by these rules.
    @inline(__always)
    mutating func enter(_ place: Int, by rules: UInt64) {
        places[entries] = UInt8(truncatingIfNeeded: place)
        call(rules)
    }

    /// What the DNS message entered last asks for.
    @inline(__always)
    mutating func note(_ question: DNSQuestion) { questions[entries &- 1] = question }

    /// The first flow of a source is told again to these rules, before the event that is entered next.
    mutating func enter(_ first: FlowEvent, by rules: UInt64) {
        places[entries] = UInt8(truncatingIfNeeded: Self.capacity &+ firsts.count)
        firsts.append(first)
        call(rules)
    }

    @inline(__always)
    private mutating func call(_ rules: UInt64) {
        let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: entries)
        called |= rules
        var left = rules
        while left != 0 {
            takers[left.trailingZeroBitCount] |= bit
            left &= left &- 1
        }
        entries &+= 1
    }

    /// All entries were judged.
    mutating func clear() {
        while called != 0 {
            takers[called.trailingZeroBitCount] = 0
            called &= called &- 1
        }
        entries = 0
        if !firsts.isEmpty { firsts.removeAll(keepingCapacity: true) }
    }

    /// The entries that a rule is shown.
    @inline(__always)
    func entries(for rule: Int) -> UInt64 { takers[rule] }

    /// Whether any of `count` rules, 1...64, is shown something, from the rule `first` on.
    @inline(__always)
    func calls(_ first: Int, _ count: Int) -> Bool {
        called &>> UInt64(truncatingIfNeeded: first) & UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- count) != 0
    }

    /// Where the entry is among the events; nil for a first flow.
    @inline(__always)
    func index(_ entry: Int) -> Int? {
        let place = Int(places[entry])
        return place < Self.capacity ? start &+ place : nil
    }

    /// The digest of an event's source.
    @inline(__always)
    func source(_ entry: Int) -> UInt64 { sources[Int(places[entry])] }

    @inline(__always)
    func question(_ entry: Int) -> DNSQuestion { questions[entry] }

    /// Lends a first flow to `body`.
    @inline(__always)
    mutating func withFirst(_ entry: Int, _ body: (inout FlowEvent) -> Void) {
        body(&firsts[Int(places[entry]) &- Self.capacity])
    }

    /// The order of the event that an entry belongs to: a first flow is told of because of the event behind it.
    func order(of entry: Int, _ events: Span<FlowEvent>) -> UInt64 {
        if let index = index(entry) { return events[index].order }
        return entry &+ 1 < entries ? order(of: entry &+ 1, events) : 0
    }
}
