/// Readers of one kind, side by side and used again, so that a new connection costs no allocation.
///
/// Bounds: as many as there are streams at one time; a reader that was given back leaves its memory at once.
struct ReaderPool<Reader: StreamReader> {
    private var readers: [Reader] = []
    private var free: [UInt32] = []

    /// One that was given back is fresh already; `mustReplace` where a fresh one is not like another.
    mutating func insert(_ reader: @autoclosure () -> Reader, mustReplace: Bool = false) -> UInt32 {
        guard let index = free.popLast() else {
            readers.append(reader())
            return UInt32(readers.count - 1)
        }
        if mustReplace { readers[Int(index)] = reader() }
        return index
    }

    /// Takes one step with the reader; `fresh` replaces one that is given back, so that what it carried is freed.
    @inline(__always)
    mutating func act(
        _ step: Readers.Step, _ index: UInt32, _ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink,
        fresh: @autoclosure () -> Reader
    ) -> StreamProgress {
        switch step {
        case .consume: return readers[Int(index)].consume(bytes, fromClient: fromClient, into: &sink)
        case .skip(let count): return readers[Int(index)].skip(count, fromClient: fromClient, into: &sink)
        case .close: readers[Int(index)].close(into: &sink)
        case .discard:
            readers[Int(index)] = fresh()
            free.append(index)
        }
        return .done
    }
}
