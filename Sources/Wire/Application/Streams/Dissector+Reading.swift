import Bedrock
import Vocabulary

/// Recognising a stream and feeding its reader.
extension Dissector {
    /// Protocols that follow each other on one connection, as TLS follows STARTTLS.
    private static var maximumHandovers: UInt8 { 2 }

    /// The next bytes of one side, in order.
    mutating func deliver(_ bytes: RawSpan, _ index: Int, _ side: Int, into sink: inout FactSink) {
        let stream = pool.streams[index]
        switch stream.phase {
        case .reading:
            let fromClient = (side == 0) == stream.clientIsInitiator
            let progress = readers.act(.consume, stream.reader, bytes, fromClient: fromClient, into: &sink)
            // WinRM is HTTP with a path of its own, on whatever port.
            if sink.sawRemoteManagement {
                news = .winrm
                sink.sawRemoteManagement = false
            }
            switch progress {
            case .more: break
            case .done: pool.streams[index].phase = .finished
            case .notMine where pool.streams[index].isDatagram: pool.streams[index].phase = .finished
            case .notMine: handOver(bytes, index, side, into: &sink)
            }
        case .recognising: recognise(bytes, index, side, into: &sink)
        case .free, .finished: break
        }
    }

    /// Bytes of one side that will not come.
    mutating func skip(_ count: Int, _ index: Int, _ side: Int, into sink: inout FactSink) {
        switch pool.streams[index].phase {
        case .reading:
            let fromClient = (side == 0) == pool.streams[index].clientIsInitiator
            let reader = pool.streams[index].reader
            guard readers.act(.skip(count), reader, RawSpan(), fromClient: fromClient, into: &sink) != .more else {
                return
            }
            counters.stopped &+= 1
            pool.streams[index].phase = .finished
        case .recognising:
            forgetHead(index, side)
            pool.streams[index][side].isForeign = true
        case .free, .finished: break
        }
    }

    /// Nothing more can be kept for this stream: a stated stop.
    mutating func stop(_ index: Int, into sink: inout FactSink) {
        if pool.streams[index].phase == .reading { act(.close, index, into: &sink) }
        counters.stopped &+= 1
        pool.streams[index].phase = .finished
    }

    mutating func act(_ step: Readers.Step, _ index: Int, into sink: inout FactSink) {
        _ = readers.act(step, pool.streams[index].reader, RawSpan(), fromClient: true, into: &sink)
    }

    mutating func discardReader(_ index: Int) {
        guard pool.streams[index].reader.kind != .none else { return }
        _ = readers.act(.discard, pool.streams[index].reader, RawSpan(), fromClient: true, into: &nowhere)
        pool.streams[index].reader = ReaderHandle()
    }

    private mutating func handOver(_ bytes: RawSpan, _ index: Int, _ side: Int, into sink: inout FactSink) {
        let former = pool.streams[index].reader.kind
        act(.close, index, into: &sink)
        discardReader(index)
        pool.streams[index].handovers &+= 1
        guard pool.streams[index].handovers <= Self.maximumHandovers else {
            pool.streams[index].phase = .finished
            return
        }
        pool.streams[index].phase = .recognising
        pool.streams[index].pieces = 0
        pool.streams[index].initiator.isForeign = false
        pool.streams[index].responder.isForeign = false
        recognise(bytes, index, side, except: former, into: &sink)
    }

    /// Looks at the first bytes of one side; without a match they are kept until both sides have shown enough.
    private mutating func recognise(
        _ bytes: RawSpan, _ index: Int, _ side: Int, except former: ReaderKind = .none, into sink: inout FactSink
    ) {
        pool.streams[index].pieces &+= 1
        let isForeign = pool.streams[index][side].isForeign
        let known = isForeign ? 0 : pool.heads[index].count(of: side)
        let found: Recognition
        if known == 0 {
            found = Recognition(bytes, context(index, side))
        } else {
            joined.removeAll(keepingCapacity: true)
            joined += pool.heads[index].bytes(of: side)
            joined.append(copying: bytes.extracting(first: min(bytes.byteCount, limits.headBytes)))
            let context = context(index, side)
            found = joined.withBytes { Recognition($0, context) }
        }
        if case .reader(let kind, let speaker) = found {
            guard kind != former else {
                pool.streams[index].phase = .finished
                return
            }
            if isForeign { forgetHead(index, side) }
            start(kind, speaker, index, side, into: &sink)
            deliver(bytes, index, side, into: &sink)
            return
        }
        if found == .foreign { pool.streams[index][side].isForeign = true }
        keep(bytes, index, side)
    }

    /// Gives the stream its reader, and the reader what was kept.
    private mutating func start(
        _ kind: ReaderKind, _ speaker: Recognition.Speaker, _ index: Int, _ side: Int, into sink: inout FactSink
    ) {
        if speaker != .either { pool.streams[index].clientIsInitiator = (speaker == .client) == (side == 0) }
        if pool.streams[index][side ^ 1].isForeign { forgetHead(index, side ^ 1) }
        let port = pool.streams[index].responderPort
        let service: Service = kind == .http && Service(port: port, transport: .tcp) == .winrm ? .winrm : kind.service
        news = service
        counters.recognised &+= 1
        sink.emit(recognised: service)
        guard let reader = readers.start(kind, port: port) else {
            pool.streams[index].phase = .finished
            return
        }
        pool.streams[index].reader = reader
        pool.streams[index].phase = .reading
        guard pool.heads[index].count > 0 else { return }
        counters.bufferedBytes -= pool.heads[index].count
        let head = pool.heads[index].take()
        var from = (0, 0)
        for run in head.runs {
            let start = run.side == 0 ? from.0 : from.1
            head.bytes(of: run.side).withBytes {
                deliver($0.extracting(start..<start + run.count), index, run.side, into: &sink)
            }
            if run.side == 0 { from.0 += run.count } else { from.1 += run.count }
        }
    }

    private mutating func keep(_ bytes: RawSpan, _ index: Int, _ side: Int) {
        let seen = (pool.streams[index].initiator.delivered, pool.streams[index].responder.delivered)
        let isUnknown =
            Int(pool.streams[index].pieces) >= limits.unknownPieces && seen.0 + seen.1 >= limits.fewBytes
            || pool.streams[index].pieces >= 64
            || seen.0 >= limits.unknownBytes && seen.1 >= limits.unknownBytes
        guard !isUnknown else {
            counters.unknown &+= 1
            pool.streams[index].phase = .finished
            return
        }
        guard pool.heads[index].count(of: side) + bytes.byteCount <= limits.headBytes,
            counters.bufferedBytes + bytes.byteCount <= limits.bufferedBytes
        else {
            forgetHead(index, side)
            pool.streams[index][side].isForeign = true
            return
        }
        pool.keep(bytes, of: index, side: side)
        counters.buffered(bytes.byteCount)
    }

    private mutating func forgetHead(_ index: Int, _ side: Int) {
        counters.bufferedBytes -= pool.heads[index].forget(side: side)
    }

    /// `mutating`, though it changes nothing: lent for reading, the whole dissector is copied first (Swift 6.3, by callgrind).
    private mutating func context(_ index: Int, _ side: Int) -> Recognition.Context {
        var context = Recognition.Context(port: pool.streams[index].responderPort, isResponder: side == 1)
        context.otherCount = pool.heads[index].count(of: side ^ 1)
        guard context.otherCount > 0 else { return context }
        let other = pool.heads[index].bytes(of: side ^ 1)
        for offset in 0..<4 { context.other = context.other << 8 | UInt32(offset < other.count ? other[offset] : 0) }
        return context
    }
}
