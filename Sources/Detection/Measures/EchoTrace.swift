package import Vocabulary

/// What two hosts put into the payloads of their pings.
///
/// Bounds: two distinct counts, 16 remembered requests, 32 lengths, 32 flow ids.
package struct EchoTrace: Sendable {
    package private(set) var requests = 0
    package private(set) var replies = 0
    /// Payloads that no ping program sends, their bytes, and how many different ones there were.
    package private(set) var odd = 0
    package private(set) var oddBytes: UInt64 = 0
    package private(set) var contents = DistinctCount()
    /// Of the odd ones: entropy as a share of what their length allows.
    private var density = 0.0
    package private(set) var lengths: [UInt32] = []
    /// Replies that return what was sent, and replies that carry something else.
    package private(set) var mirrored = 0
    package private(set) var answered = 0
    private var asked: [UInt64] = []
    private var next = 0
    package private(set) var first: Timestamp
    package private(set) var last: Timestamp
    package var flows = FlowSample()
    package var ladder = ReportLadder()

    package init(at time: Timestamp) {
        first = time
        last = time
    }

    package mutating func observe(_ echo: EchoFact, flow: UInt64, at time: Timestamp) {
        last = max(last, time)
        if echo.isRequest {
            requests += 1
            if asked.count < 16 {
                asked.append(echo.digest)
            } else {
                asked[next] = echo.digest
                next = (next + 1) % 16
            }
        } else {
            replies += 1
            if asked.contains(echo.digest) {
                mirrored += 1
                return
            }
            if !echo.isOrdinary { answered += 1 }
        }
        guard !echo.isOrdinary, echo.length > 0 else { return }
        odd += 1
        oddBytes &+= UInt64(echo.length)
        contents.add(echo.digest)
        flows.add(flow)
        density += Double(echo.entropy) / Self.most(echo.length)
        if lengths.count < 32, !lengths.contains(echo.length) { lengths.append(echo.length) }
    }

    package var meanDensity: Double { odd > 0 ? density / Double(odd) : 0 }
    package var seconds: Double { max(0, last.seconds(since: first)) }

    /// log2 of the number of different bytes that fit: at most 8 bits.
    private static func most(_ length: UInt32) -> Double {
        let fitting = Double(min(max(length, 2), 256))
        return Double(fitting.exponent) + fitting.significand - 1
    }
}
