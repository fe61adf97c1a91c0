package import Vocabulary

/// The moments of the last `capacity` happenings: how many fell into the last so many seconds.
///
/// Bounds: `capacity` times of 8 bytes, allocated as they come; the oldest makes room. Times that run backwards (clock jumps)
/// count as happening now.
package struct RecentTimes: Sendable {
    private var times: [Int64] = []
    private var next = 0
    private let capacity: Int
    /// Everything ever added.
    package private(set) var total = 0

    package init(capacity: Int = 32) {
        precondition(capacity > 0, "a ring needs room for one time")
        self.capacity = capacity
    }

    package mutating func add(_ time: Timestamp) {
        total += 1
        if times.count < capacity {
            times.append(time.nanoseconds)
        } else {
            times[next] = time.nanoseconds
            next = (next + 1) % capacity
        }
    }

    /// How many of the kept times lie less than `seconds` before `now`.
    package func count(within seconds: Double, of now: Timestamp) -> Int {
        let start = now.advanced(bySeconds: -seconds).nanoseconds
        return times.reduce(0) { $1 >= start ? $0 + 1 : $0 }
    }

    /// Takes back the newest `count` happenings, as far as they are kept.
    package mutating func forget(newest count: Int) {
        var ordered = Array(times[next...] + times[..<next])
        let removed = min(count, ordered.count)
        ordered.removeLast(removed)
        times = ordered
        next = 0
        total -= removed
    }

    /// The first kept time; nil when there is none.
    package var oldest: Timestamp? {
        times.isEmpty ? nil : Timestamp(nanoseconds: times[times.count < capacity ? 0 : next])
    }
}
