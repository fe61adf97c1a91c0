/// One direction of a TCP stream: where it stands, and the segments that came too early.
///
/// Bytes that came first win: a segment that overlaps what was delivered or is already waiting only adds what is new. That is
/// also what fools it: an attacker who knows that the receiver prefers later bytes can show us others than it reads.
/// Bounds: `pending` is sorted and without overlaps; the dissector keeps it within its limits.
struct StreamSide {
    /// Sequence number of the next byte that is wanted.
    var next: UInt32 = 0
    /// Sequence number of the first byte delivered.
    var start: UInt32 = 0
    /// `next` means something: it comes from a segment of this side or from an acknowledgement of the other.
    var isSynchronised = false
    var hasDelivered = false
    /// Segments of the other side that acknowledged bytes beyond the first hole: it will not be filled.
    var acknowledgedBeyond: UInt8 = 0
    var pending: [Piece] = []
    var pendingBytes = 0

    /// Bytes that wait for a hole to be filled.
    struct Piece {
        var sequence: UInt32
        var bytes: [UInt8]
        /// Bytes that followed on the wire but were cut off by the capture.
        var missing: UInt32 = 0

        var end: UInt32 { sequence &+ UInt32(truncatingIfNeeded: bytes.count) &+ missing }
    }

    /// Bytes of the stream so far, those that are missing with them.
    var delivered: Int { hasDelivered ? Int(next &- start) : 0 }

    /// Bytes from `next` to `sequence`, negative when it lies before.
    @inline(__always)
    func distance(to sequence: UInt32) -> Int {
        Int(Int32(truncatingIfNeeded: sequence &- next))
    }

    /// Keeps what is new in `bytes`; returns how many pieces and bytes that added.
    ///
    /// The caller made sure that `sequence` lies after `next`.
    mutating func hold(_ bytes: RawSpan, at sequence: UInt32, missing: UInt32) -> (pieces: Int, bytes: Int) {
        let begin = distance(to: sequence)
        var from = begin
        let end = begin + bytes.byteCount
        var added = (pieces: 0, bytes: 0)
        var index = 0
        while from < end {
            while index < pending.count, distance(to: pending[index].end) <= from { index += 1 }
            var upTo = end
            if index < pending.count {
                let occupied = distance(to: pending[index].sequence)
                if occupied <= from {
                    from = distance(to: pending[index].end)
                    continue
                }
                upTo = min(end, occupied)
            }
            let fresh = bytes.extracting((from - begin)..<(upTo - begin))
            let isLast = upTo == end && index == pending.count
            pending.insert(
                Piece(
                    sequence: next &+ UInt32(truncatingIfNeeded: from), bytes: [UInt8](fresh),
                    missing: isLast ? missing : 0),
                at: index)
            added.pieces += 1
            added.bytes += upTo - from
            from = upTo
        }
        pendingBytes += added.bytes
        return added
    }
}
