import Vocabulary

/// Frames of every scenario, damaged: what `doctor --hostile` sends through the whole path. The same seed gives the same frames.
///
/// The scenarios take turns, a few hundred frames each, with time going on; some turns are damaged little, so that conversations
/// get far before they break, and some in every frame. Memory: one scenario's stage at a time.
package struct HostileTraffic: Sequence, IteratorProtocol {
    /// Frames that were damaged.
    package private(set) var damaged = 0
    package private(set) var count = 0
    private let limit: Int
    private let seed: UInt64
    private let turnLength: Int
    private var mutator: FrameMutator
    private var random: SeededRandom
    private var traffic: ForgedTraffic?
    private var turn = 0
    private var left = 0
    /// Part of the frames of this turn that are damaged.
    private var share = 0.0
    /// What a scenario's own times are moved by, so that the turns follow each other.
    private var shift: Int64 = 0
    private var latest = Timestamp.scenarioStart
    /// Seconds: the near ones of the mutator's times lie within.
    private static let near = 100_000.0

    package init(count limit: Int, seed: UInt64 = 1, turnLength: Int = 700) {
        self.limit = limit
        self.seed = seed
        self.turnLength = turnLength
        mutator = FrameMutator(seed: seed)
        random = SeededRandom(seed: seed ^ 0x6873_7469)
    }

    package mutating func next() -> ForgedFrame? {
        guard count < limit else { return nil }
        var frame = nextWhole()
        count += 1
        if random.chance(share) {
            damaged += 1
            mutator.damage(&frame)
            // A clock follows what lies near: the next turn begins behind it, else all that comes would be late.
            let ahead = frame.timestamp.seconds(since: latest)
            if ahead > 0, ahead < Self.near { latest = frame.timestamp }
        } else {
            mutator.remember(frame.bytes)
        }
        return frame
    }

    private mutating func nextWhole() -> ForgedFrame {
        while true {
            if left > 0, var frame = traffic?.next() {
                left -= 1
                frame.timestamp = Timestamp(nanoseconds: frame.timestamp.nanoseconds &+ shift)
                if frame.timestamp > latest { latest = frame.timestamp }
                return frame
            }
            begin()
        }
    }

    private mutating func begin() {
        let scenario = ScenarioCatalog.all[turn % ScenarioCatalog.all.count]
        traffic = scenario.make(seed: seed &+ UInt64(turn))
        left = turnLength
        share = random.element([0.03, 0.2, 0.6, 1])
        shift = latest.nanoseconds - Timestamp.scenarioStart.nanoseconds + 1_000_000_000
        turn += 1
    }
}
