import Bedrock
package import Vocabulary

/// Another source, paced by the monotonic clock: what `--replay-speed` does to a file.
///
/// Batches are cut where a frame is due more than 10 ms later, so pacing is faithful to about that. While it waits it hands out empty
/// batches. The frames and their timestamps are those of the base: findings do not depend on the speed. Frames that wait are copied,
/// at most one batch of them.
package struct ReplaySource<Base: FrameSource & ~Copyable>: FrameSource, ~Copyable {
    private static var tolerance: Int64 { 10_000_000 }
    private var base: Base
    private var pace: ReplayPace?
    private let stop: StopSignal
    private let idle: Int64
    private var storage: [UInt8] = []
    private var waiting: [FrameReference] = []
    private var position = 0
    /// When the frame at `position` is due; nil where that is not yet decided.
    private var due: Int64?
    private var batch = FrameBatch()
    private var isInterrupted = false

    package init(_ base: consuming Base, speed: ReplaySpeed, options: CaptureOptions = CaptureOptions()) {
        self.base = base
        if case .times(let factor) = speed { pace = ReplayPace(factor: factor) } else { pace = nil }
        stop = options.stop
        idle = Int64(options.idleMilliseconds) * 1_000_000
    }

    package mutating func withNextBatch<Result, Failure: Error>(
        _ body: (RawSpan, inout FrameBatch) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard pace != nil else { return try base.withNextBatch(body) }
        guard !stop.isRaised else {
            isInterrupted = true
            return nil
        }
        batch.count = 0
        if position == waiting.count, !fetch() { return nil }
        let patience = MonotonicClock.now &+ idle
        while position < waiting.count, !batch.isFull {
            let now = MonotonicClock.now
            let moment = due ?? pace?.due(waiting[position].timestamp, now: now) ?? now
            due = moment
            if moment > now &+ (batch.count == 0 ? 0 : Self.tolerance) {
                guard batch.count == 0, now < patience, !stop.isRaised else { break }
                // Signals cut a sleep short; the loop looks again.
                MonotonicClock.sleep(nanoseconds: min(moment, patience) &- now)
            } else {
                batch.append(waiting[position])
                position += 1
                due = nil
            }
        }
        return try storage.withBytes { bytes throws(Failure) in try body(bytes, &batch) }
    }

    /// Copies the base's next batch. False at its end.
    private mutating func fetch() -> Bool {
        storage.removeAll(keepingCapacity: true)
        waiting.removeAll(keepingCapacity: true)
        position = 0
        let fetched: Void? = base.withNextBatch { bytes, batch in
            for index in 0..<batch.count {
                var frame = batch.frames[index]
                let start = frame.offset
                frame.offset = storage.count
                for place in start..<start + Int(frame.captured) { storage.append(bytes.u8(place)) }
                waiting.append(frame)
            }
        }
        return fetched != nil
    }

    package mutating func report() -> CaptureReport {
        var report = base.report()
        report.isInterrupted = report.isInterrupted || isInterrupted
        if let leaps = pace?.leaps, leaps > 0 {
            report.notice(
                "The recorded clock leapt by more than an hour \(leaps) times; the replay did not wait for that.")
        }
        return report
    }

    package var progress: Double? { base.progress }
}
