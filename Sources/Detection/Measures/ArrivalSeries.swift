package import Vocabulary

/// When somebody came, and with how much: the gaps and sizes of the last arrivals of one series.
///
/// Bounds: 64 gaps, 32 sizes a side, 32 flow ids, eight addresses; arrays are made when there are more than three, so that a spray of
/// short series costs one small entry each.
package struct ArrivalSeries: Sendable {
    private struct Size: BitwiseCopyable, Sendable {
        let sent: Float
        let received: Float
    }
    package private(set) var count = 0
    package private(set) var first: Timestamp
    package private(set) var last: Timestamp
    private var gapRing = ShortRing<Float>(0)
    private var sizes = ShortRing(Size(sent: 0, received: 0))
    package var flows = FlowSample()
    package var responders: [IPAddress] = []
    /// The count at which the series is to be judged next.
    package var due = 8
    package var ladder = ReportLadder()

    // What the connections were, as far as the wire showed it.
    package var service = Service.unknown
    package var serverName = ""
    package var sawHello = false
    package var requests = 0
    package var referred = 0
    package var logins = 0
    /// Requests that ask only whether the Internet can be reached.
    package var probes = 0
    package var targets = DistinctCount()
    package var names = DistinctCount()
    package var randomNames = 0

    package init(at time: Timestamp) {
        first = time
        last = time
    }

    /// True when the count calls for a judgement; says when the next one is due.
    package mutating func isDue() -> Bool {
        guard count >= due else { return false }
        due = ladder.hasReported ? due * 10 : count + max(2, count / 4)
        return true
    }

    /// An arrival at one of several servers.
    package mutating func arrive(at time: Timestamp, flow: UInt64, from server: IPAddress) {
        arrive(at: time, flow: flow)
        if responders.count < 8, !responders.contains(server) { responders.append(server) }
    }

    package mutating func arrive(at time: Timestamp, flow: UInt64) {
        defer { count += 1 }
        guard count > 0 else {
            first = time
            last = time
            flows.add(flow)
            return
        }
        let gap = Float(max(0, time.seconds(since: last)))
        last = max(last, time)
        add(gap: gap)
        flows.add(flow)
    }

    /// A gap that somebody else measured (inside one connection).
    package mutating func pulse(gap: Double, at time: Timestamp) {
        if count == 0 { first = time.advanced(bySeconds: -max(0, gap)) }
        count += 1
        last = max(last, time)
        add(gap: Float(max(0, gap)))
    }

    package mutating func add(sent up: UInt64, received down: UInt64) {
        sizes.add(Size(sent: Float(up), received: Float(down)), limit: 32)
    }

    package var sent: [Float] { sizes.elements.map(\.sent) }
    package var received: [Float] { sizes.elements.map(\.received) }

    private mutating func add(gap: Float) { gapRing.add(gap, limit: 64) }

    /// The kept gaps, oldest first.
    package var gaps: [Double] { gapRing.ordered.map(Double.init) }
    package var seconds: Double { max(0, last.seconds(since: first)) }
}
