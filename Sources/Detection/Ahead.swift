import Vocabulary

/// Whose memory was asked for on behalf of the events that come next.
///
/// Why it exists: with many flows open, each look of a rule into its tables waits for the memory. An event takes about as long as two
/// trips there: eight events ahead it is asked where an entry is looked for, four ahead for the entry itself.
struct Ahead {
    private static let index = 8
    private static let entry = 4
    /// By the event's number modulo eight; not the bits of rules that will be spared the event.
    private var asked = InlineArray<8, UInt64>(repeating: 0)

    /// The event at `index` is next.
    @inline(__always)
    mutating func ask<Chain: RuleChain>(
        _ rules: inout EnrolledRules<Chain>, _ newcomers: borrowing Newcomers, _ events: Span<FlowEvent>, _ index: Int
    ) {
        let (far, near) = (index &+ Self.index, index &+ Self.entry)
        let nearby = asked[near & 7]
        if nearby != 0, near < events.count { rules.prefetch(events, near, .entry, by: nearby) }
        asked[index & 7] = 0
        guard far < events.count else { return }
        let kind = events[far].kind
        let wanted = rules.wanted(events, far)
        let waiting = rules.waiting(kind, of: wanted)
        var due = rules.asking(of: wanted)
        if waiting != 0 {
            let source = Digest.of(events[far].flow.key.initiator)
            if !newcomers.prefetch(source, opens: kind == .opened) { due &= ~waiting }
        }
        guard due != 0 else { return }
        asked[index & 7] = due
        rules.prefetch(events, far, .index, by: due)
    }
}
