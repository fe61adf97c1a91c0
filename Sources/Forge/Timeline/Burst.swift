package import Vocabulary

extension Timeline {
    /// Calls `action` at `rate` moments a second from `start` to `end`, each moved by `jitter` of the mean gap.
    ///
    /// Fast rates are worked off in runs of up to 64, so that an action of the stage is not spent on every packet.
    package mutating func burst(
        _ rate: Double, jitter: Double = 0.5, from start: Timestamp, until end: Timestamp,
        _ action: @escaping (inout Timeline, Timestamp) -> Void
    ) {
        let run = max(1, min(64, Int(rate / 50)))
        var begun = 0
        every(Double(run) / rate, from: start, until: end) { timeline in
            for _ in 0..<run {
                let offset = (Double(begun) + timeline.random.unit() * jitter) / rate
                let time = start.advanced(bySeconds: offset)
                begun += 1
                guard time < end else { break }
                action(&timeline, max(time, timeline.now))
            }
        }
    }
}
