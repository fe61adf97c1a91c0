import Bedrock

/// Cuts one side of a binary protocol into messages by the lengths they state, whatever the pieces they come in.
///
/// Bounds: the first `keep` bytes of a message are kept, the rest is counted past without looking. A message is complete when
/// its last byte has passed. Lost bytes inside a message leave the count right; the message itself is not told then.
struct MessageAccumulator {
    /// How long a message is, as its first bytes say.
    enum Extent {
        /// Bytes of the whole message, header included.
        case bytes(Int)
        /// The header is longer than what is there.
        case unknown
        /// No message begins so.
        case invalid
    }

    private let keep: Int
    /// The bytes kept of the message that is complete or under way.
    private(set) var message: [UInt8] = []
    /// Bytes of the message under way that are still to come; negative while its length is unknown.
    private var remaining = -1
    private var isTorn = false
    private var isComplete = false
    private(set) var isInvalid = false

    init(keep: Int) { self.keep = keep }

    /// Nothing of a next message has come yet.
    var isAtStart: Bool { isComplete || message.isEmpty && remaining < 0 }

    /// Goes on at `offset`; true when a message is complete. False when the bytes are used up or `isInvalid`.
    mutating func next(_ bytes: RawSpan, _ offset: inout Int, extent: (RawSpan) -> Extent) -> Bool {
        if isComplete { reset() }
        while offset < bytes.byteCount, !isInvalid {
            if remaining < 0 {
                message.append(bytes.u8(offset))
                offset += 1
                measure(extent)
            } else {
                let taken = min(remaining, bytes.byteCount - offset)
                let kept = min(taken, keep - message.count)
                if kept > 0 { message.append(copying: bytes.extracting(offset..<(offset + kept))) }
                offset += taken
                remaining -= taken
            }
            guard remaining == 0 else { continue }
            isComplete = true
            guard isTorn else { return true }
            reset()
        }
        return false
    }

    private mutating func measure(_ extent: (RawSpan) -> Extent) {
        switch message.withBytes(extent) {
        case .bytes(let total) where total >= message.count: remaining = total - message.count
        case .unknown where message.count < keep: break
        default: isInvalid = true
        }
    }

    /// `count` bytes are lost; false when nobody knows where the next message begins.
    mutating func lose(_ count: Int) -> Bool {
        if isComplete { reset() }
        guard remaining > 0, count <= remaining else { return false }
        if message.count < keep { isTorn = true }
        remaining -= count
        if remaining == 0 { reset() }
        return true
    }

    /// `count` bytes are lost. True when they are just the rest of the message under way, which is then complete with what was kept of it:
    /// for readers to whom the head of a message says enough.
    mutating func completes(losing count: Int) -> Bool {
        guard remaining > 0, count == remaining, !isTorn else { return false }
        remaining = 0
        isComplete = true
        return true
    }

    /// Takes what comes next for the beginning of a message: after lost bytes, for protocols whose messages begin with a mark.
    mutating func restart() {
        reset()
        isInvalid = false
    }

    private mutating func reset() {
        message.removeAll(keepingCapacity: true)
        remaining = -1
        isTorn = false
        isComplete = false
    }
}
