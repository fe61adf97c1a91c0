import Bedrock
package import Capture
package import Forge
package import Vocabulary

/// Forged traffic as a source of frames: made as it is read, 32 frames in memory at a time.
package struct ForgedSource<Frames: IteratorProtocol<ForgedFrame>>: FrameSource, ~Copyable {
    package private(set) var traffic: Frames
    private var storage: [UInt8] = []
    private var batch = FrameBatch()
    private var tally = Tally()
    private let stop: StopSignal
    private let chunk: Int

    /// - Parameter chunk: frames in a batch, 1...32.
    package init(_ traffic: Frames, chunk: Int = FrameBatch.capacity, stop: StopSignal = StopSignal()) {
        precondition((1...FrameBatch.capacity).contains(chunk), "A batch holds 1 to 32 frames.")
        self.traffic = traffic
        self.stop = stop
        self.chunk = chunk
    }

    package mutating func withNextBatch<Result, Failure: Error>(
        _ body: (RawSpan, inout FrameBatch) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        batch.count = 0
        storage.removeAll(keepingCapacity: true)
        while batch.count < chunk, !stop.isRaised, let frame = traffic.next() {
            batch.append(
                FrameReference(
                    offset: storage.count, timestamp: frame.timestamp, captured: UInt32(clamping: frame.bytes.count),
                    wire: UInt32(clamping: frame.wireLength), link: frame.link))
            storage.append(contentsOf: frame.bytes)
        }
        guard batch.count > 0 else { return nil }
        tally.add(&batch)
        return try storage.withBytes { bytes throws(Failure) in try body(bytes, &batch) }
    }

    package mutating func report() -> CaptureReport {
        var report = CaptureReport()
        report.source = "forged"
        report.format = "forged"
        report.isInterrupted = stop.isRaised
        tally.write(to: &report)
        return report
    }
}
