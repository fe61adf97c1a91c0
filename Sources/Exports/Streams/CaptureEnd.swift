package import Vocabulary

/// What was counted when a capture was over: for outputs that close with the sums.
package struct CaptureEnd: Sendable {
    /// The last packet.
    package var time: Timestamp
    package var counts: CaptureCounts
    /// Counted stops of the decoder, in a stable order.
    package var stops: [(stop: Stop, count: UInt64)]
    /// What could not be seen, by name, in a stable order.
    package var losses: [(name: String, count: UInt64)]

    package init(
        time: Timestamp, counts: CaptureCounts, stops: [(stop: Stop, count: UInt64)],
        losses: [(name: String, count: UInt64)]
    ) {
        self.time = time
        self.counts = counts
        self.stops = stops
        self.losses = losses
    }

    /// Packets that break the rules of their protocol.
    var invalid: UInt64 { stops.filter { $0.stop.reason.isAnomaly }.reduce(0) { $0 &+ $1.count } }
}
