import Bedrock
package import Vocabulary

/// Frames that lie in memory: forged traffic, and tests that want batches of a certain size.
package struct MemorySource: FrameSource, ~Copyable {
    private var storage: [UInt8] = []
    private var frames: [FrameReference] = []
    private let chunk: Int
    private var position = 0
    private var batch = FrameBatch()
    private var tally = Tally()
    private let stop: StopSignal
    private var isInterrupted = false

    /// - Parameter chunk: frames in a batch, 1...32.
    package init(chunk: Int = FrameBatch.capacity, stop: StopSignal = StopSignal()) {
        precondition((1...FrameBatch.capacity).contains(chunk), "A batch holds 1 to 32 frames.")
        self.chunk = chunk
        self.stop = stop
    }

    /// Adds a frame behind the others. `wire` is its length on the link where that is more than its bytes.
    package mutating func append(
        _ bytes: some Collection<UInt8>, at timestamp: Timestamp, link: LinkType = .ethernet, wire: UInt32 = 0,
        interface: UInt16 = 0, strippedTPID: UInt16 = 0, strippedTCI: UInt16 = 0
    ) {
        let captured = UInt32(bytes.count)
        frames.append(
            FrameReference(
                offset: storage.count, timestamp: timestamp, captured: captured, wire: max(wire, captured), link: link,
                interface: interface, strippedTPID: strippedTPID, strippedTCI: strippedTCI))
        storage.append(contentsOf: bytes)
    }

    package mutating func withNextBatch<Result, Failure: Error>(
        _ body: (RawSpan, inout FrameBatch) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        isInterrupted = isInterrupted || stop.isRaised
        guard !isInterrupted, position < frames.count else { return nil }
        batch.count = 0
        while batch.count < chunk, position < frames.count {
            batch.append(frames[position])
            position += 1
        }
        tally.add(&batch)
        return try storage.withBytes { bytes throws(Failure) in try body(bytes, &batch) }
    }

    package mutating func report() -> CaptureReport {
        var report = CaptureReport()
        report.source = "memory"
        report.format = "memory"
        report.isInterrupted = isInterrupted
        tally.write(to: &report)
        return report
    }

    package var progress: Double? { frames.isEmpty ? nil : Double(position) / Double(frames.count) }
}
