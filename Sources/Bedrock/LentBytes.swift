/// Lends the bytes of an array for the duration of a call, as the readers of packets want them.
///
/// Why here: the standard library's way from `[UInt8]` to `RawSpan` is spelled `unsafe`, though bytes have no other meaning
/// than themselves. A closure, because returning a span needs an experimental language feature.
extension [UInt8] {
    @inlinable @inline(__always)
    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // SAFETY: the span borrows `self`, which lives until `body` returns; bytes hold no padding and no pointers.
        try unsafe body(span.bytes)
    }
}
