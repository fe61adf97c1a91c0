import Bedrock

/// The first bytes of a stream whose protocol is not known yet, in the order in which the two sides sent them.
///
/// Bounds: `DissectorLimits.headBytes` a side, `unknownPieces` runs.
struct StreamHead {
    /// One piece of one side.
    struct Run {
        var side: Int
        var count: Int
    }

    private(set) var runs: [Run] = []
    private var initiator: [UInt8] = []
    private var responder: [UInt8] = []

    var count: Int { initiator.count + responder.count }

    /// Bytes of one side, put together.
    func bytes(of side: Int) -> [UInt8] { side == 0 ? initiator : responder }

    func count(of side: Int) -> Int { side == 0 ? initiator.count : responder.count }

    mutating func append(_ bytes: RawSpan, side: Int) {
        runs.append(Run(side: side, count: bytes.byteCount))
        if side == 0 { initiator.append(copying: bytes) } else { responder.append(copying: bytes) }
    }

    /// Forgets what one side sent; returns how many bytes that were.
    mutating func forget(side: Int) -> Int {
        let forgotten = count(of: side)
        guard forgotten > 0 else { return 0 }
        runs.removeAll { $0.side == side }
        if side == 0 { Self.empty(&initiator) } else { Self.empty(&responder) }
        return forgotten
    }

    /// Some memory is reserved already.
    var hasMemory: Bool { initiator.capacity | responder.capacity != 0 }

    /// More memory than each place may keep for nothing.
    var isLarge: Bool { max(initiator.capacity, responder.capacity) > Self.keptBytes }

    /// Forgets everything and keeps all memory: a few heads may, which pass it on.
    mutating func empty() {
        runs.removeAll(keepingCapacity: true)
        initiator.removeAll(keepingCapacity: true)
        responder.removeAll(keepingCapacity: true)
    }

    /// Forgets everything; keeps the memory for the next stream where it is little.
    mutating func clear() {
        if runs.capacity <= 16 { runs.removeAll(keepingCapacity: true) } else { runs = [] }
        Self.empty(&initiator)
        Self.empty(&responder)
    }

    private static func empty(_ bytes: inout [UInt8]) {
        if bytes.capacity <= keptBytes { bytes.removeAll(keepingCapacity: true) } else { bytes = [] }
    }

    /// All places together may keep twice this for nothing.
    private static var keptBytes: Int { 640 }

    /// Takes everything out.
    mutating func take() -> StreamHead {
        var taken = StreamHead()
        swap(&taken, &self)
        return taken
    }
}
