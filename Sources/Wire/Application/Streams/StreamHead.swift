/// The first bytes of a stream whose protocol is not known yet, in the order in which the two sides sent them.
///
/// Bounds: `DissectorLimits.headBytes` a side, `unknownPieces` runs.
struct StreamHead {
    /// One piece of one side.
    struct Run {
        var side: Int
        var bytes: [UInt8]
    }

    private(set) var runs: [Run] = []
    private(set) var count = 0

    /// Bytes of one side, put together.
    func bytes(of side: Int) -> [UInt8] {
        runs.reduce(into: []) { joined, run in if run.side == side { joined += run.bytes } }
    }

    func count(of side: Int) -> Int {
        runs.reduce(0) { $0 + ($1.side == side ? $1.bytes.count : 0) }
    }

    mutating func append(_ bytes: RawSpan, side: Int) {
        runs.append(Run(side: side, bytes: [UInt8](bytes)))
        count += bytes.byteCount
    }

    /// Forgets what one side sent; returns how many bytes that were.
    mutating func forget(side: Int) -> Int {
        let forgotten = count(of: side)
        runs.removeAll { $0.side == side }
        count -= forgotten
        return forgotten
    }

    /// Takes everything out.
    mutating func drain() -> [Run] {
        count = 0
        let drained = runs
        runs = []
        return drained
    }
}
