package import Vocabulary

/// The hunter's compact picture: who carried data to whom over which port, on which days, since when.
///
/// Made of sums by hour, so it does not grow with flows. Only conversations in which both sides spoke are in it, and of those that come
/// from outside only what one of ours answered. Bounds: 250,000 conversations, 62 days each; where there are more, those of a single
/// flow to the outside that ended on an earlier day go first, then new ones are left out: `leftOut` counts both, and the log says it.
/// 50,000 pairs of host and domain in DNS; of each 2,000 different names are remembered, 200 once there are half a million of all, none
/// beyond a million.
package struct Picture: Sendable {
    struct Pair: Hashable, Comparable, Sendable {
        var source: IPAddress
        var destination: IPAddress
        var port: UInt16
        var transport: IPProtocol

        static func < (left: Pair, right: Pair) -> Bool {
            (left.source, left.destination, left.port, left.transport)
                < (right.source, right.destination, right.port, right.transport)
        }
    }

    struct Day: Sendable {
        /// Since the epoch.
        var day: Int32
        var flows: UInt32 = 0
        var bytesOut: UInt64 = 0
        var bytesIn: UInt64 = 0
        /// A bit an hour.
        var hours: UInt32 = 0
    }

    struct Talk: Sendable {
        var service: Service
        var direction: Direction
        var first: Timestamp
        var last: Timestamp
        var days: [Day] = []
        var name: String?

        var flows: Int { days.reduce(0) { $0 + Int($1.flows) } }
        var bytesOut: UInt64 { days.reduce(0) { $0 &+ $1.bytesOut } }
        var bytesIn: UInt64 { days.reduce(0) { $0 &+ $1.bytesIn } }
    }

    private(set) var talks: [Pair: Talk] = [:]
    var lookups = LookupTable()
    package private(set) var coverage = TalkCoverage()
    package private(set) var leftOut: UInt64 = 0
    private let most: Int
    /// The day for which room was made last: it is not looked for again that day.
    private var tidied: Int32?
    private static let mostDays = 62

    package init(most: Int = 250_000) { self.most = most }

    /// Days from the first to the last flow.
    package var days: Double {
        guard let first = coverage.first, let last = coverage.last else { return 0 }
        return last.seconds(since: first) / 86_400
    }

    package var now: Timestamp { coverage.last ?? Timestamp(nanoseconds: 0) }

    /// When what is new begins to be news; nil where the store is younger than that.
    func newsBegin(_ learnDays: Double) -> Timestamp? {
        guard let first = coverage.first, days > learnDays else { return nil }
        return first.advanced(bySeconds: learnDays * 86_400)
    }

    package mutating func cover(_ coverage: TalkCoverage) { self.coverage = coverage }

    package mutating func observe(_ sums: [TalkSum]) {
        for sum in sums where sum.carried > 0 && sum.direction != .external { observe(sum) }
    }

    private mutating func observe(_ sum: TalkSum) {
        let pair = Pair(
            source: sum.source, destination: sum.destination, port: sum.port, transport: sum.transport)
        let day = Int32(clamping: sum.hour / 24)
        if talks[pair] == nil {
            if talks.count >= most { makeRoom(before: day) }
            guard talks.count < most else {
                leftOut &+= 1
                return
            }
        }
        talks[pair, default: Talk(service: sum.service, direction: sum.direction, first: sum.first, last: sum.last)]
            .add(sum, day: day, mostDays: Self.mostDays)
    }

    private mutating func makeRoom(before day: Int32) {
        guard tidied != day else { return }
        tidied = day
        let before = talks.count
        talks = talks.filter { entry in
            entry.value.direction != .outbound || entry.value.flows > 1 || (entry.value.days.last?.day ?? day) >= day
        }
        leftOut &+= UInt64(before - talks.count)
    }

    /// In the order of addresses: what comes of it does not depend on the process.
    func sorted(where isWanted: (Pair, Talk) -> Bool) -> [(pair: Pair, talk: Talk)] {
        talks.filter { isWanted($0.key, $0.value) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension Picture.Talk {
    fileprivate mutating func add(_ sum: TalkSum, day: Int32, mostDays: Int) {
        first = min(first, sum.first)
        last = max(last, sum.last)
        if service == .unknown { service = sum.service }
        if let fresh = sum.name { name = name ?? fresh }
        let place: Int
        if let known = days.lastIndex(where: { $0.day == day }) {
            place = known
        } else {
            if days.count >= mostDays { days.removeFirst() }
            place = days.firstIndex { $0.day > day } ?? days.count
            days.insert(Picture.Day(day: day), at: place)
        }
        days[place].flows &+= UInt32(clamping: sum.flows)
        days[place].bytesOut &+= sum.bytesOut
        days[place].bytesIn &+= sum.bytesIn
        days[place].hours |= 1 << UInt32(truncatingIfNeeded: (sum.hour % 24 + 24) % 24)
    }
}
