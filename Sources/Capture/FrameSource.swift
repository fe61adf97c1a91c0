package import Vocabulary

/// Where frames come from: a file, a pipe, an interface, memory.
///
/// A source lends its own buffer together with up to 32 references into it; both are valid only until `body` returns, so
/// nothing is copied and nothing is allocated for a frame. One owner, one thread.
package protocol FrameSource: ~Copyable {
    /// Hands the next frames to `body` and returns what it returned; nil when there are no more.
    ///
    /// A batch without frames means that time passed (a quiet interface, a slow pipe): timers may run, ask again. Frames come in the
    /// order of the source; timestamps may go backwards.
    mutating func withNextBatch<Result, Failure: Error>(
        _ body: (RawSpan, inout FrameBatch) throws(Failure) -> Result
    ) throws(Failure) -> Result?

    /// What was read so far, and what was lost. May be asked at any time.
    mutating func report() -> CaptureReport

    /// After an empty batch: the event time that has certainly passed, so that timers of a quiet interface run. Nil where only frames
    /// move the clock: in files, pipes and replays.
    var quietUntil: Timestamp? { get }

    /// 0...1 where the end is known, else nil: for a progress bar.
    var progress: Double? { get }
}

extension FrameSource where Self: ~Copyable {
    package var progress: Double? { nil }
    package var quietUntil: Timestamp? { nil }
}
