import Vocabulary

/// Listed sources that knock unanswered: the first ones are told one by one, the rest together.
///
/// Why it exists: listed scanners knock at every address of the Internet all day, and a flood with made-up senders hits some
/// listed ones by chance; neither may open a thousand incidents. Bounds: 64 sources are named.
struct KnockingSources: Sendable {
    enum Answer: Sendable {
        case alone
        /// So many by now; the last ones by name.
        case crowd([IPAddress], Int)
        case told
    }
    let limit: Int
    private let window: Double
    private var start: Timestamp?
    private var count = 0
    private var others: [IPAddress] = []
    private var ladder = ReportLadder()
    private static let named = 64

    init(limit: Int, window: Double) {
        self.limit = limit
        self.window = window
    }

    /// Another one, seen for the first time or again because it has grown.
    mutating func observe(_ key: FlowKey, at now: Timestamp) -> Answer {
        if start.map({ now.seconds(since: $0) > window }) ?? true {
            start = now
            count = 0
            others = []
            ladder = ReportLadder()
        }
        count += 1
        guard count > limit else { return .alone }
        if others.count >= Self.named { others.removeFirst() }
        others.append(key.initiator)
        return ladder.climbs(to: count) ? .crowd(others, count) : .told
    }
}
