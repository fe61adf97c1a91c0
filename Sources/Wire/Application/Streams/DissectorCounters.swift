/// What the dissector did and what it could not do; never reset.
package struct DissectorCounters: Sendable, BitwiseCopyable, Equatable {
    /// TCP streams that got a place, were recognised, or were given up as unknown.
    package var streams: UInt64 = 0
    package var recognised: UInt64 = 0
    package var unknown: UInt64 = 0
    /// Streams that lost their place to a newer one; what was open in them is not told.
    package var evicted: UInt64 = 0
    /// Streams that stopped because bytes were missing or nothing more could be kept.
    package var stopped: UInt64 = 0
    package var outOfOrder: UInt64 = 0
    /// Segments with nothing new in them, and segments of which only a part was new (first come, first believed).
    package var retransmissions: UInt64 = 0
    package var overlaps: UInt64 = 0
    /// Holes that were given up, and the bytes in them.
    package var gaps: UInt64 = 0
    package var gapBytes: UInt64 = 0
    /// Segments that could not be kept because a cap was reached.
    package var refusedPieces: UInt64 = 0
    /// Bytes waiting now, and the most there ever were.
    package var bufferedBytes = 0
    package var mostBufferedBytes = 0
    package var datagrams: UInt64 = 0

    package init() {}

    mutating func buffered(_ count: Int) {
        bufferedBytes += count
        mostBufferedBytes = max(mostBufferedBytes, bufferedBytes)
    }
}
