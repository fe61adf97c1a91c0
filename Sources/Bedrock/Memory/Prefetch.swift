public import CPrimitives

extension RawSpan {
    /// Asks the processor for the cache line at `offset`. Offsets outside of the span do nothing.
    ///
    /// For buffers that were written long ago or by another core, such as the kernel's ring: their frames have uneven lengths, which
    /// defeats the processor's own guess. A window that was just read into is in the cache already: there it gains nothing.
    @inlinable @inline(__always)
    public func prefetch(_ offset: Int) {
        guard offset >= 0 && offset < byteCount else { return }
        // SAFETY: the address is inside of the span, is not read, and a prefetch never faults.
        unsafe withUnsafeBytes { bytes in
            if let base = bytes.baseAddress { unsafe ns_prefetch(base + offset) }
        }
    }
}
