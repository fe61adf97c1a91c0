import Bedrock

/// Putting the segments of a TCP stream in order.
extension Dissector {
    /// Sequence numbers farther from the expected one than this belong to another connection or to nonsense.
    private static var plausible: Int { 1 << 26 }

    /// Takes a segment of `length` bytes on the wire, of which `payload` was captured.
    mutating func take(
        _ payload: RawSpan, at sequence: UInt32, length: Int, _ index: Int, _ side: Int, into sink: inout FactSink
    ) {
        if pool.streams[index].takes(length, at: sequence, side: side) {
            pass(payload, length, index, side, into: &sink)
            if pool.streams[index][side].isWaiting { drain(index, side, into: &sink) }
            return
        }
        var distance = pool.streams[index][side].distance(to: sequence)
        if abs(distance) > Self.plausible {
            guard !pool.streams[index][side].hasDelivered else {
                counters.retransmissions &+= 1
                return
            }
            pool.streams[index][side].synchronise(to: sequence)
            distance = 0
        }
        if distance > 0 {
            counters.outOfOrder &+= 1
            hold(payload, at: sequence, length, index, side, into: &sink)
        } else if let before = bytesBeforeHead(sequence, index, side) {
            counters.outOfOrder &+= 1
            rewind(to: sequence, index, side)
            let fresh = min(before, length)
            advance(payload.extracting(first: min(fresh, payload.byteCount)), fresh, index, side, into: &sink)
            drain(index, side, into: &sink)
            guard length > fresh else { return }
            take(payload, at: sequence, length: length, index, side, into: &sink)
        } else if length <= -distance {
            counters.retransmissions &+= 1
        } else {
            if distance < 0 { counters.overlaps &+= 1 }
            let old = min(-distance, payload.byteCount)
            advance(payload.extracting(old..<payload.byteCount), length + distance, index, side, into: &sink)
        }
        drain(index, side, into: &sink)
    }

    /// How far `sequence` lies before the side's first bytes, when these are all still kept: the first segments came out of
    /// order. Nil otherwise.
    private func bytesBeforeHead(_ sequence: UInt32, _ index: Int, _ side: Int) -> Int? {
        guard pool.streams[index].phase == .recognising, pool.streams[index][side].hasDelivered else {
            return nil
        }
        let start = pool.streams[index][side].start
        let kept = pool.streams[index][side].delivered
        let before = Int(Int32(truncatingIfNeeded: start &- sequence))
        guard before > 0, before <= limits.headBytes, pool.heads[index].count(of: side) == kept else {
            return nil
        }
        return before
    }

    /// Starts the side anew at an earlier number; what it has shown so far waits for its turn.
    private mutating func rewind(to sequence: UInt32, _ index: Int, _ side: Int) {
        let start = pool.streams[index][side].start
        let bytes = pool.heads[index].bytes(of: side)
        _ = pool.heads[index].forget(side: side)
        pool.waiting[2 * index + side].prepend(bytes, at: start)
        pool.streams[index][side].isForeign = false
        pool.streams[index][side].isWaiting = true
        pool.streams[index][side].start = sequence
        pool.streams[index][side].next = sequence
    }

    /// Delivers the next `length` bytes of the side, of which the last ones may be missing.
    private mutating func advance(
        _ payload: RawSpan, _ length: Int, _ index: Int, _ side: Int, into sink: inout FactSink
    ) {
        pool.streams[index][side].pass(length)
        pass(payload, length, index, side, into: &sink)
    }

    /// The same, when the side has moved on behind them already.
    private mutating func pass(
        _ payload: RawSpan, _ length: Int, _ index: Int, _ side: Int, into sink: inout FactSink
    ) {
        if payload.byteCount > 0 { deliver(payload, index, side, into: &sink) }
        if length > payload.byteCount { lose(length - payload.byteCount, index, side, into: &sink) }
    }

    /// Delivers what waited and is next now.
    mutating func drain(_ index: Int, _ side: Int, into sink: inout FactSink) {
        guard pool.streams[index][side].isWaiting else { return }
        let place = 2 * index + side
        while let sequence = pool.waiting[place].first?.sequence, pool.streams[index][side].distance(to: sequence) <= 0
        {
            let first = pool.waiting[place].removeFirst()
            counters.bufferedBytes -= first.bytes.count
            pool.streams[index][side].acknowledgedBeyond = 0
            pool.streams[index][side].isWaiting = pool.waiting[place].first != nil
            let distance = pool.streams[index][side].distance(to: first.sequence)
            let length = first.bytes.count + Int(first.missing) + distance
            guard length > 0 else { continue }
            first.bytes.withBytes { bytes in
                let old = min(-distance, bytes.byteCount)
                advance(bytes.extracting(old..<bytes.byteCount), length, index, side, into: &sink)
            }
        }
    }

    /// Keeps a segment that came too early, or gives the hole before it up when no more can be kept.
    private mutating func hold(
        _ payload: RawSpan, at sequence: UInt32, _ length: Int, _ index: Int, _ side: Int, into sink: inout FactSink
    ) {
        guard counters.bufferedBytes + payload.byteCount <= limits.bufferedBytes else {
            counters.refusedPieces &+= 1
            stop(index, into: &sink)
            return
        }
        while pool.streams[index][side].distance(to: sequence) > 0 {
            let place = 2 * index + side
            if pool.waiting[place].pieces.count < limits.sidePieces,
                pool.waiting[place].byteCount + payload.byteCount <= limits.sideBytes
            {
                let missing = UInt32(truncatingIfNeeded: length - payload.byteCount)
                let next = pool.streams[index][side].next
                let added = pool.waiting[place].hold(payload, at: sequence, missing: missing, next: next)
                pool.streams[index][side].isWaiting = pool.waiting[place].first != nil
                counters.buffered(added)
                if added < payload.byteCount { counters.overlaps &+= 1 }
                return
            }
            counters.refusedPieces &+= 1
            let first = pool.waiting[place].first?.sequence ?? sequence
            let isEarlier =
                pool.streams[index][side].distance(to: first)
                < pool.streams[index][side].distance(to: sequence)
            giveUpHole(before: isEarlier ? first : sequence, index, side, into: &sink)
            drain(index, side, into: &sink)
            guard pool.streams[index].phase != .finished else { return }
        }
        let distance = pool.streams[index][side].distance(to: sequence)
        guard length + distance > 0 else { return }
        let old = min(-distance, payload.byteCount)
        advance(payload.extracting(old..<payload.byteCount), length + distance, index, side, into: &sink)
    }

    /// The other side says that it has everything before `number`.
    ///
    /// Before the side has spoken this tells where it begins. Later, a hole that lies before it was filled out of our
    /// sight; two such segments are waited for, as captures reorder a little.
    mutating func acknowledge(_ number: UInt32, _ index: Int, _ side: Int, into sink: inout FactSink) {
        if !pool.streams[index][side].isSynchronised {
            pool.streams[index][side].synchronise(to: number)
            return
        }
        guard pool.streams[index][side].isWaiting, let first = pool.waiting[2 * index + side].first?.sequence,
            Int32(truncatingIfNeeded: number &- first) > 0
        else { return }
        pool.streams[index][side].acknowledgedBeyond &+= 1
        guard pool.streams[index][side].acknowledgedBeyond >= 2 else { return }
        giveUpHole(before: first, index, side, into: &sink)
        drain(index, side, into: &sink)
    }

    /// Goes on at `sequence`; what lies before it is lost.
    mutating func giveUpHole(before sequence: UInt32, _ index: Int, _ side: Int, into sink: inout FactSink) {
        let distance = pool.streams[index][side].distance(to: sequence)
        guard distance > 0 else { return }
        pool.streams[index][side].next = sequence
        lose(distance, index, side, into: &sink)
    }

    private mutating func lose(_ count: Int, _ index: Int, _ side: Int, into sink: inout FactSink) {
        counters.gaps &+= 1
        counters.gapBytes &+= UInt64(count)
        skip(count, index, side, into: &sink)
    }
}
