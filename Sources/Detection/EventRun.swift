import Vocabulary

/// Events that come one behind the other, and what is known of each before the first of them is judged.
///
/// Why it exists: in a flood the rules see hundreds of events that differ in their source only. Which rules want an event, who its source is,
/// and whether that one is known, is worked out for a run of events in one go; and with many flows open each look of a rule into its tables
/// waits for the memory, which is asked for here, first where an entry is looked for, then for the entry itself.
struct EventRun {
    static let capacity = 32
    /// The rules that want the event, and the digest of its source.
    private(set) var wanted = InlineArray<32, UInt64>(repeating: 0)
    private(set) var sources = InlineArray<32, UInt64>(repeating: 0)
    /// The rules that asked for memory and will not be spared the event.
    private var asked = InlineArray<32, UInt64>(repeating: 0)
    /// A bit each: memory was asked for; the source was unknown to `Newcomers`; a rule wants the event, and will not be spared it either.
    private var asking: UInt64 = 0
    private(set) var unknown: UInt64 = 0
    private(set) var due: UInt64 = 0

    /// A source became known: which one, the others need not be asked.
    @inline(__always)
    mutating func forgetUnknown() {
        unknown = 0
        due = .max
    }

    /// The first place from `place` on that is due; `capacity` where there is none.
    @inline(__always)
    func nextDue(_ place: Int) -> Int {
        min((due &>> UInt64(truncatingIfNeeded: place)).trailingZeroBitCount &+ place, Self.capacity)
    }

    @inline(__always)
    func isUnknown(_ place: Int) -> Bool { unknown &>> UInt64(truncatingIfNeeded: place) & 1 != 0 }

    /// Looks at the events from `start` on, as many as a run has.
    @inline(never)
    mutating func look<Chain: RuleChain>(
        _ rules: inout EnrolledRules<Chain>, _ newcomers: inout Newcomers, _ events: Span<FlowEvent>, from start: Int
    ) {
        asking = 0
        (unknown, due) = (0, 0)
        let count = min(Self.capacity, events.count &- start)
        for place in 0..<count {
            let source = Digest.of(events[start &+ place].flow.key.initiator)
            sources[place] = source
            newcomers.prefetchBits(source)
        }
        for place in 0..<count {
            let at = start &+ place
            let kind = events[at].kind
            let wanted = rules.wanted(events, at)
            self.wanted[place] = wanted
            guard wanted != 0 else { continue }
            let source = sources[place]
            var asked = rules.asking(of: wanted)
            let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: place)
            let waiting = rules.waiting(kind, of: wanted)
            var isDue = wanted != 0
            if waiting != 0, !newcomers.mayKnow(source) {
                asked &= ~waiting
                unknown |= bit
                if kind == .opened {
                    newcomers.prefetch(source)
                } else {
                    isDue = wanted != waiting
                }
            }
            if isDue { due |= bit }
            guard asked != 0 else { continue }
            self.asked[place] = asked
            asking |= bit
            rules.prefetch(events, at, .index, by: asked)
        }
        while asking != 0 {
            let place = asking.trailingZeroBitCount
            asking &= asking &- 1
            rules.prefetch(events, start &+ place, .entry, by: asked[place])
        }
    }
}
