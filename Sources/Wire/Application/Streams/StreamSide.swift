/// Where one direction of a TCP stream stands.
///
/// Only numbers, so that looking at it copies nothing that is counted; the segments that came too early are in `WaitingPieces`.
struct StreamSide: BitwiseCopyable {
    /// Sequence number of the next byte that is wanted.
    var next: UInt32 = 0
    /// Sequence number of the first byte delivered.
    var start: UInt32 = 0
    /// `next` means something: it comes from a segment of this side or from an acknowledgement of the other.
    var isSynchronised = false
    var hasDelivered = false
    /// Segments wait for a hole before them to be filled.
    var isWaiting = false
    /// Segments of the other side that acknowledged bytes beyond the first hole: it will not be filled.
    var acknowledgedBeyond: UInt8 = 0
    /// The side's first bytes begin no known protocol.
    var isForeign = false

    /// It has begun, and nothing waits.
    @inline(__always)
    var flows: Bool { isSynchronised && !isWaiting }

    /// Bytes from `next` to `sequence`, negative when it lies before.
    @inline(__always)
    func distance(to sequence: UInt32) -> Int {
        Int(Int32(truncatingIfNeeded: sequence &- next))
    }

    /// How many bytes were delivered, modulo 2^32.
    var delivered: Int { hasDelivered ? Int(next &- start) : 0 }

    /// Moves on behind the next `length` bytes; false where those at `sequence` are not the next ones.
    @inline(__always)
    mutating func takes(_ length: Int, at sequence: UInt32) -> Bool {
        if !isSynchronised { synchronise(to: sequence) }
        guard sequence == next else { return false }
        pass(length)
        return true
    }

    /// Moves on behind `length` bytes.
    @inline(__always)
    mutating func pass(_ length: Int) {
        if !hasDelivered {
            hasDelivered = true
            start = next
        }
        next &+= UInt32(truncatingIfNeeded: length)
    }

    /// Sets where the side begins, unless it has begun.
    mutating func synchronise(to sequence: UInt32) {
        guard !hasDelivered, !isWaiting else { return }
        next = sequence
        isSynchronised = true
    }
}
