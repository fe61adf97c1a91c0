import Bedrock
package import Vocabulary

/// A capture file, whatever it is: classic pcap or pcapng, plain or gzip, a file, a named pipe or standard input (`-`); recognised
/// by its first bytes and never by its name.
///
/// A file that is cut off or damaged is read as far as it goes; `report().loss` says where and why it ended. Memory is the window
/// (256 KiB, at most 2 MiB), whatever the file claims.
package struct CaptureFile: FrameSource, ~Copyable {
    private let name: String
    private let size: Int?
    private var stream: ByteStream
    private var records: CaptureRecords
    private let isPacked: Bool
    private var filter: FrameFilter?
    private var batch = FrameBatch()
    private var tally = Tally()
    /// What ended the stream before its proper end.
    private var failure: BedrockError?
    private let stop: StopSignal
    private let idleMilliseconds: Int32
    private var isInterrupted = false

    private init(
        _ name: String, _ opened: consuming Opened, _ records: CaptureRecords, _ options: CaptureOptions
    ) throws(CaptureError) {
        filter = try FrameFilter(options.filter, link: records.link ?? .ethernet)
        self.name = name
        size = opened.size
        isPacked = opened.isPacked
        failure = opened.failure
        stream = opened.stream
        self.records = records
        stop = options.stop
        idleMilliseconds = options.idleMilliseconds
    }

    /// Opens a file, or standard input for `-`, and reads its header.
    package static func open(
        _ path: String, options: CaptureOptions = CaptureOptions()
    ) throws(CaptureError) -> CaptureFile {
        let name = path == "-" ? "standard input" : path
        var opened = try Opened(path)
        var format = try opened.format(name, options)
        if format == .gzip {
            try opened.unpack()
            format = try opened.format(name, options)
            guard format != .gzip else {
                throw CaptureError(.unsupportedFormat, "\(name) is gzip inside gzip. Unpack it first: gunzip FILE")
            }
        }
        let records = try opened.records(format, name, options)
        return try CaptureFile(name, opened, records, options)
    }

    /// At most so much of what follows is asked for while a batch is worked on: a record is found through the one before it, so each
    /// would wait for the memory in turn.
    private static let mostAhead = 16 << 10

    package mutating func withNextBatch<Result, Failure: Error>(
        _ body: (RawSpan, inout FrameBatch) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        while true {
            guard !stop.isRaised else {
                isInterrupted = true
                return nil
            }
            batch.count = 0
            let isFinal = stream.isAtEnd
            let start = records.cursor
            let progress = stream.withBytes { records.fill($0, isFinal: isFinal, into: &batch) }
            switch progress {
            case .ready:
                if filter != nil {
                    stream.withBytes { filter?.apply($0, &batch) }
                    if batch.count == 0 { continue }
                    tally.add(&batch)
                } else if let sums = records.sums, let link = records.link {
                    tally.add(sums, link, frames: batch.count)
                } else {
                    tally.add(&batch)
                }
                let next = records.cursor
                let ahead = min(next - start, Self.mostAhead)
                return try stream.withBytes { bytes throws(Failure) in
                    bytes.prefetch(next..<next + ahead)
                    return try body(bytes, &batch)
                }
            case .ended: return nil
            case .needsMore:
                guard !moveWindow() else { continue }
                return try stream.withBytes { bytes throws(Failure) in try body(bytes, &batch) }
            }
        }
    }

    /// Drops what was read and lends more. False when nothing came in time.
    private mutating func moveWindow() -> Bool {
        let read = records.cursor
        let outcome = stream.refill(dropping: read, milliseconds: idleMilliseconds)
        records.windowMoved(by: read)
        switch outcome {
        case .grew, .end: return true
        case .idle: return false
        case .failed(let error):
            failure = error
            return true
        }
    }

    package mutating func report() -> CaptureReport {
        var report = CaptureReport()
        report.source = name
        report.isInterrupted = isInterrupted
        tally.write(to: &report)
        filter?.write(to: &report)
        records.write(to: &report)
        report.format = records.formatName + (isPacked ? ".gz" : "")
        // What cut the stream is the reason; that a record then is incomplete is its consequence.
        if let failure { report.loss = Self.loss(failure, records.offset) }
        return report
    }

    package var progress: Double? { size.map { $0 > 0 ? min(1, Double(stream.bytesRead) / Double($0)) : 1 } }

    private static func loss(_ error: BedrockError, _ offset: Int) -> Loss {
        let reason: Loss.Reason = error.code == .badCompression ? .badCompression : .io
        return Loss(reason, offset: offset, "Reading ended at byte \(offset) of the unpacked file: \(error.message).")
    }
}
