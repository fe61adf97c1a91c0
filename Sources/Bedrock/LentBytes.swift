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

    /// A copy of lent bytes.
    public init(copying bytes: RawSpan) {
        self.init()
        append(copying: bytes)
    }

    /// Copies lent bytes to the end, all at once.
    public mutating func append(copying bytes: RawSpan) {
        // SAFETY: the pointer is used only while the span is lent, and for exactly its bytes, which are plain numbers.
        unsafe bytes.withUnsafeBytes { raw in
            unsafe raw.withMemoryRebound(to: UInt8.self) { unsafe append(contentsOf: $0) }
        }
    }
}
