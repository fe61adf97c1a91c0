import Vocabulary

/// What is known of the events that come next, and whose memory was asked for on behalf of them.
///
/// Why it exists: with many flows open, each look of a rule into its tables waits for the memory. An event takes about as long as two
/// trips there: eight events ahead it is asked where an entry is looked for, four ahead for the entry itself. Which rules want an event, and
/// the digest of its source, are worked out for that, and once.
struct Ahead {
    /// How many events ahead it is begun: the loop starts so many before the first.
    static let index = 8
    private static let entry = 4
    /// By the event's number modulo eight: rules that want it, the digest of its source, and of the rules those that asked for memory and will
    /// not be spared the event.
    private var wanted = InlineArray<8, UInt64>(repeating: 0)
    private var sources = InlineArray<8, UInt64>(repeating: 0)
    private var asked = InlineArray<8, UInt64>(repeating: 0)

    /// What is known of the event at `index`, which is next. Taken before `ask`.
    @inline(__always)
    func known(_ index: Int) -> (wanted: UInt64, source: UInt64) { (wanted[index & 7], sources[index & 7]) }

    /// The event at `index` is next.
    @inline(__always)
    mutating func ask<Chain: RuleChain>(
        _ rules: inout EnrolledRules<Chain>, _ newcomers: borrowing Newcomers, _ events: Span<FlowEvent>, _ index: Int
    ) {
        let (far, near) = (index &+ Self.index, index &+ Self.entry)
        let nearby = asked[near & 7]
        if nearby != 0, near >= 0, near < events.count { rules.prefetch(events, near, .entry, by: nearby) }
        asked[index & 7] = 0
        guard far < events.count else { return }
        let kind = events[far].kind
        let wanted = rules.wanted(events, far)
        let source = wanted != 0 || kind == .opened ? Digest.of(events[far].flow.key.initiator) : 0
        self.wanted[index & 7] = wanted
        sources[index & 7] = source
        var due = rules.asking(of: wanted)
        let waiting = rules.waiting(kind, of: wanted)
        if waiting != 0, !newcomers.prefetch(source, opens: kind == .opened) { due &= ~waiting }
        guard due != 0 else { return }
        asked[index & 7] = due
        rules.prefetch(events, far, .index, by: due)
    }
}
