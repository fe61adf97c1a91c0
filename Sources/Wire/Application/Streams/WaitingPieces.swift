import Bedrock

/// The segments of one direction that came too early, sorted and without overlaps.
///
/// Bytes that came first win: a segment that overlaps what was delivered or is already waiting only adds what is new. That is
/// also what fools it: an attacker who knows that the receiver prefers later bytes can show us others than it reads.
/// Bounds: the dissector keeps it within its limits.
struct WaitingPieces {
    /// Bytes that wait for a hole to be filled.
    struct Piece {
        var sequence: UInt32
        var bytes: [UInt8]
        /// Bytes that followed on the wire but were cut off by the capture.
        var missing: UInt32 = 0

        var end: UInt32 { sequence &+ UInt32(truncatingIfNeeded: bytes.count) &+ missing }
    }

    private(set) var pieces: [Piece] = []
    private(set) var byteCount = 0

    var first: Piece? { pieces.first }

    mutating func removeFirst() -> Piece {
        let piece = pieces.removeFirst()
        byteCount -= piece.bytes.count
        return piece
    }

    /// Puts bytes before everything that waits.
    mutating func prepend(_ bytes: [UInt8], at sequence: UInt32) {
        pieces.insert(Piece(sequence: sequence, bytes: bytes), at: 0)
        byteCount += bytes.count
    }

    /// Keeps what is new in `bytes`, which begin after `next`; returns how many bytes that are.
    mutating func hold(_ bytes: RawSpan, at sequence: UInt32, missing: UInt32, next: UInt32) -> Int {
        func distance(_ number: UInt32) -> Int { Int(Int32(truncatingIfNeeded: number &- next)) }
        let begin = distance(sequence)
        let end = begin + bytes.byteCount
        var from = begin
        var added = 0
        var index = 0
        while from < end {
            while index < pieces.count, distance(pieces[index].end) <= from { index += 1 }
            var upTo = end
            if index < pieces.count {
                let occupied = distance(pieces[index].sequence)
                if occupied <= from {
                    from = distance(pieces[index].end)
                    continue
                }
                upTo = min(end, occupied)
            }
            let fresh = bytes.extracting((from - begin)..<(upTo - begin))
            let isLast = upTo == end && index == pieces.count
            pieces.insert(
                Piece(
                    sequence: next &+ UInt32(truncatingIfNeeded: from), bytes: [UInt8](copying: fresh),
                    missing: isLast ? missing : 0),
                at: index)
            added += upTo - from
            from = upTo
        }
        byteCount += added
        return added
    }
}
