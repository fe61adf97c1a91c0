import Bedrock
import Vocabulary

/// Records of a classic capture file, 32 at a time.
///
/// Shapes: seconds 4, fraction 4 (µs or ns), captured 4, on the wire 4, then the captured bytes. A length that cannot be is the
/// end: records carry nothing by which the next one could be found.
struct PcapReader {
    let header: PcapHeader
    /// Offset in the unpacked file of the first byte that is lent.
    var windowStart = 0
    private(set) var loss: Loss?
    private(set) var clamped: UInt64 = 0
    /// Of the frames that the last `fill` added.
    private(set) var sums = FrameSums()

    init(_ header: PcapHeader) { self.header = header }

    /// Adds frames to the batch from `cursor` on and moves the cursor behind them.
    mutating func fill(
        _ bytes: RawSpan, from cursor: inout Int, isFinal: Bool, into batch: inout FrameBatch
    ) -> RecordProgress {
        header.littleEndian
            ? fill(bytes, &cursor, isFinal, littleEndian: true, &batch)
            : fill(bytes, &cursor, isFinal, littleEndian: false, &batch)
    }

    /// Written twice into its caller, once for either order of bytes.
    @inline(__always)
    private mutating func fill(
        _ bytes: RawSpan, _ cursor: inout Int, _ isFinal: Bool, littleEndian: Bool, _ batch: inout FrameBatch
    ) -> RecordProgress {
        let end = bytes.byteCount
        let scale: UInt32 = header.nanoseconds ? 1 : 1000
        let fractions = 1_000_000_000 / scale
        let link = header.link
        let mayHaveSwappedLengths = header.mayHaveSwappedLengths
        var at = cursor
        var sums = FrameSums()
        defer {
            cursor = at
            self.sums = sums
        }
        while !batch.isFull {
            // Two numbers a load; the earlier one is in the lower half where the lower bytes come first.
            guard
                let (stamp, lengths) = bytes.withPiece(
                    at, 16, { littleEndian ? ($0.u64LE(0), $0.u64LE(8)) : ($0.u64(0), $0.u64(8)) })
            else { break }
            var captured = UInt32(truncatingIfNeeded: littleEndian ? lengths : lengths >> 32)
            var wire = UInt32(truncatingIfNeeded: littleEndian ? lengths >> 32 : lengths)
            if mayHaveSwappedLengths, captured > wire { swap(&captured, &wire) }
            guard captured <= UInt32(CaptureLimits.frame) else {
                return stop(.badLength, at, "a frame of \(captured) bytes, which cannot be", batch)
            }
            let next = at &+ 16 &+ Int(captured)
            guard next <= end else { break }
            let seconds = UInt32(truncatingIfNeeded: littleEndian ? stamp : stamp >> 32)
            var fraction = UInt32(truncatingIfNeeded: littleEndian ? stamp >> 32 : stamp)
            if fraction >= fractions {
                fraction = fractions - 1
                clamped &+= 1
            }
            // 2^32 s are less than half of what 63 bits of nanoseconds hold.
            let time = Int64(seconds) &* 1_000_000_000 &+ Int64(fraction &* scale)
            wire = max(wire, captured)
            sums.add(time, wire: wire, captured: captured)
            batch.append(
                FrameReference(
                    offset: at &+ 16, timestamp: Timestamp(nanoseconds: time), captured: captured, wire: wire,
                    link: link))
            at = next
        }
        if batch.count > 0 { return .ready }
        guard isFinal else { return .needsMore }
        return at == end ? .ended : stop(.cutOff, at, "the file ends inside of a record", batch)
    }

    @inline(never)
    private mutating func stop(
        _ reason: Loss.Reason, _ at: Int, _ why: String, _ batch: borrowing FrameBatch
    ) -> RecordProgress {
        // Frames before the fault are delivered first; the next call meets the same fault with an empty batch.
        guard batch.count == 0 else { return .ready }
        let offset = windowStart &+ at
        loss = Loss(reason, offset: offset, "Reading ended at byte \(offset): \(why).")
        return .ended
    }
}
