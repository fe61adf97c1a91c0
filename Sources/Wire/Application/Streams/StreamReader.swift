/// Reads the clear part of one TCP connection.
///
/// A value, fed with the in-order bytes of either side in whatever pieces they come: what it emits may depend on the bytes
/// and on how the two sides interleave, never on where a piece ends. What it must remember of an unfinished message it
/// keeps itself, in a bounded carry-over. Hostile bytes may end reading (`done`, `notMine`), never trap.
package protocol StreamReader {
    /// Takes the next bytes of one side; they are lent for the call only.
    ///
    /// `notMine` after earlier bytes were read means that another protocol begins with these bytes, as TLS does after
    /// STARTTLS: they are recognised anew.
    mutating func consume(_ bytes: RawSpan, fromClient: Bool, into sink: inout FactSink) -> StreamProgress

    /// `count` bytes of one side are lost and will not come; `more` when the reader can go on behind them.
    ///
    /// Without an implementation of its own a reader closes and is done.
    mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress

    /// The connection ended, or bytes were lost that cannot be got back: say what is still open (an unanswered log-in).
    mutating func close(into sink: inout FactSink)
}

extension StreamReader {
    package mutating func skip(_ count: Int, fromClient: Bool, into sink: inout FactSink) -> StreamProgress {
        close(into: &sink)
        return .done
    }
}
