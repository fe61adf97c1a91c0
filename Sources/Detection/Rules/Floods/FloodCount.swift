import Vocabulary

/// What came to one victim of a flood: how thick, in which flows, since when, and how much of it was told.
struct FloodCount {
    /// A rate that is a flood: so many in one second, or so many in ten.
    struct Limits {
        let second: Int
        let ten: Int
    }
    /// Which of the two was reached.
    struct Crossing {
        let count: Int
        let threshold: Int
        let seconds: Double

        /// For a last word where none is reached any more.
        init(_ count: Int, threshold: Int, seconds: Double) {
            self.count = count
            self.threshold = threshold
            self.seconds = seconds
        }

        /// The quick one first.
        init?(_ one: Int, _ ten: Int, _ limits: Limits) {
            guard one >= limits.second || ten >= limits.ten else { return nil }
            let isFast = one >= limits.second
            self.init(
                isFast ? one : ten, threshold: isFast ? limits.second : limits.ten, seconds: isFast ? 1 : 10)
        }

        var excess: Double { Double(count) / Double(max(threshold, 1)) }
    }

    /// Events are what came; settled is what speaks against a flood, or the rule's second count.
    private(set) var ring = RateRing()
    private var growth = Growth()
    private(set) var total: UInt64
    private(set) var flows: [UInt64] = []
    private(set) var firstSeen: Timestamp
    private(set) var lastSeen: Timestamp

    /// `carried`: what came before the victim had an entry.
    init(carried: UInt32 = 0, at time: Timestamp) {
        firstSeen = time
        lastSeen = time
        _ = ring.advance(to: time)
        ring.add(events: carried)
        total = UInt64(carried)
    }

    /// True when a new quarter of a second began: time to judge.
    mutating func advance(to now: Timestamp) -> Bool { ring.advance(to: now) }

    /// Nothing was told, and what came before is so long ago that it belongs to nothing.
    func isStale(at time: Timestamp, after seconds: Double) -> Bool {
        time.seconds(since: lastSeen) > seconds && growth.reported == 0
    }

    mutating func add(_ amount: UInt32, at time: Timestamp) {
        ring.add(events: amount)
        total += UInt64(amount)
        lastSeen = max(lastSeen, time)
    }

    mutating func settle() { ring.add(settled: 1) }

    /// The same, as something that came.
    mutating func settle(at time: Timestamp) {
        settle()
        lastSeen = max(lastSeen, time)
    }

    /// Keeps the first 32 flows; one that comes again at once is kept once.
    mutating func note(flow id: UInt64) { if flows.count < 32, flows.last != id { flows.append(id) } }

    /// What came in the last quarters of a second.
    func sum(seconds: Int64, grace: Int64 = 0) -> (events: Int, settled: Int) {
        ring.sum(quarters: seconds * 4, grace: grace)
    }

    /// True when it is new, or has grown tenfold since it was told.
    mutating func speaks() -> Bool { speaks(of: total) }
    mutating func speaks(of count: UInt64) -> Bool { growth.speaks(Int(clamping: count), threshold: 1) }
    /// True at the end when it has doubled since.
    mutating func concludes() -> Bool { growth.concludes(Int(clamping: total)) }
}
