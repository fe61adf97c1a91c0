/// The places of the streams that are read, found by slot number.
///
/// A slot number is 15 bits of place (from 1) and 16 bits of generation. When all places are taken, the hand goes round
/// and takes the first stream that was not fed since it last passed (second chance), so a spray of short streams
/// pushes out idle ones first; the flow that held it learns so by its outdated slot number.
struct StreamPool {
    var streams: [TCPStream] = []
    /// First bytes of the streams that are not recognised yet, by place.
    var heads: [StreamHead] = []
    /// Segments that came too early, by place and side.
    var waiting: [WaitingPieces] = []
    private var free: [UInt32] = []
    /// Memory of heads that were emptied: it serves the next streams that are hard to recognise.
    private var spares: [StreamHead] = []
    private static var sparesKept: Int { 32 }
    private var hand = 0
    let capacity: Int

    init(capacity: Int) {
        precondition((1...0x7FFE).contains(capacity), "a dissector has between 1 and 32,766 streams")
        self.capacity = capacity
    }

    /// Streams that have a place now.
    var count: Int { streams.count - free.count }

    /// The place a slot number stands for, or nil when the stream is gone.
    @inline(__always)
    func index(slot: UInt32) -> Int? {
        let index = Int(slot & 0x7FFF) - 1
        guard index >= 0, index < streams.count, streams[index].generation == UInt16(truncatingIfNeeded: slot >> 15),
            streams[index].phase != .free
        else { return nil }
        return index
    }

    func slot(index: Int) -> UInt32 {
        UInt32(streams[index].generation) << 15 | UInt32(index + 1)
    }

    /// A free place, or nil: then `victim` says whose place must be given back first.
    mutating func claim() -> Int? {
        if let index = free.popLast() { return Int(index) }
        guard streams.count < capacity else { return nil }
        streams.append(TCPStream())
        heads.append(StreamHead())
        waiting.append(WaitingPieces())
        waiting.append(WaitingPieces())
        return streams.count - 1
    }

    /// Adds to the first bytes of a stream.
    mutating func keep(_ bytes: RawSpan, of index: Int, side: Int) {
        if !heads[index].hasMemory, let spare = spares.popLast() { heads[index] = spare }
        heads[index].append(bytes, side: side)
    }

    private mutating func clearHead(_ index: Int) {
        guard heads[index].isLarge, spares.count < Self.sparesKept else { return heads[index].clear() }
        var spare = StreamHead()
        swap(&spare, &heads[index])
        spare.empty()
        spares.append(spare)
    }

    mutating func victim() -> Int {
        while true {
            let index = hand
            hand = hand + 1 == streams.count ? 0 : hand + 1
            guard streams[index].wasFed else { return index }
            streams[index].wasFed = false
        }
    }

    /// Gives a place back and makes its slot number invalid; returns how many bytes waited there.
    mutating func vacate(_ index: Int) -> Int {
        var buffered = 0
        if heads[index].count > 0 {
            buffered += heads[index].count
            clearHead(index)
        }
        for side in 0...1 where streams[index][side].isWaiting {
            buffered += waiting[2 * index + side].byteCount
            waiting[2 * index + side] = WaitingPieces()
        }
        let generation = streams[index].generation &+ 1
        streams[index] = TCPStream()
        streams[index].generation = generation
        free.append(UInt32(index))
        return buffered
    }
}
