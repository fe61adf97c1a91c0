import Bedrock
package import Vocabulary

/// Frames of one or more live interfaces.
///
/// Each interface has a ring (or libpcap, where the ring cannot) and its place in the list as `FrameReference.interface`. The batches of
/// several interfaces alternate; between them time may go back by the 50 ms that the kernel collects frames. An interface that goes
/// down or disappears is said in the report and watched for; the capture goes on with the others.
package struct LiveCapture: FrameSource, ~Copyable {
    private let ports: [LivePort]
    private let stop: StopSignal
    private let idleMilliseconds: Int32
    private var turn = 0
    private var batch = FrameBatch()
    private var tally = Tally()
    private var notes = CaptureReport()
    private var isInterrupted = false
    package private(set) var quietUntil: Timestamp?
    /// Frames are at most this late: the kernel's 50 ms and as much again for us.
    private static let lateness: Int64 = 100_000_000

    /// Opens the interfaces, all or none.
    package init(_ interfaces: [String], options: CaptureOptions = CaptureOptions()) throws(CaptureError) {
        guard !interfaces.isEmpty else {
            throw CaptureError(.noSuchInterface, "No interface is named. There are: \(Self.names).")
        }
        let opener = LiveOpener(options)
        var ports: [LivePort] = []
        var seen: Set<String> = []
        for name in interfaces where seen.insert(name).inserted {
            ports.append(try LivePort(name, place: UInt16(clamping: ports.count), opener: opener, report: &notes))
        }
        self.ports = ports
        stop = options.stop
        idleMilliseconds = options.idleMilliseconds
        notes.source = ports.map(\.name).joined(separator: ",")
    }

    private static var names: String { NetworkInterface.all().map(\.name).joined(separator: ", ") }

    package mutating func withNextBatch<Result, Failure: Error>(
        _ body: (RawSpan, inout FrameBatch) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard !stop.isRaised else {
            isInterrupted = true
            return nil
        }
        batch.count = 0
        if let port = nextWithFrames() { return try lend(port, body) }
        _ = Poll.wait(for: ports.compactMap(\.descriptor), milliseconds: idleMilliseconds)
        if let port = nextWithFrames() { return try lend(port, body) }
        let now = MonotonicClock.now
        for port in ports { port.attend(now: now, &notes) }
        quietUntil = Timestamp(nanoseconds: MonotonicClock.wallNow &- Self.lateness)
        return try [].withBytes { bytes throws(Failure) in try body(bytes, &batch) }
    }

    /// The next interface in turn that has frames; they are in the batch.
    private mutating func nextWithFrames() -> LivePort? {
        for step in 0..<ports.count {
            let place = (turn + step) % ports.count
            if ports[place].fill(&batch) {
                turn = (place + 1) % ports.count
                return ports[place]
            }
        }
        return nil
    }

    private mutating func lend<Result, Failure: Error>(
        _ port: LivePort, _ body: (RawSpan, inout FrameBatch) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        tally.add(&batch)
        return try port.backend?.withBytes { bytes throws(Failure) in try body(bytes, &batch) }
    }

    package mutating func report() -> CaptureReport {
        var report = notes
        report.isInterrupted = isInterrupted
        tally.write(to: &report)
        for port in ports { port.write(to: &report) }
        return report
    }
}
