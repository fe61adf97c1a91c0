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

    /// Asks for all cache lines of `range`, as far as it lies inside of the span.
    @inlinable @inline(__always)
    public func prefetch(_ range: Range<Int>) {
        let end = Swift.min(range.upperBound, byteCount)
        guard range.lowerBound >= 0 && range.lowerBound < end else { return }
        // SAFETY: the addresses are inside of the span, are not read, and a prefetch never faults.
        unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            var offset = range.lowerBound
            // Four lines a step: counting costs more than asking.
            while offset &+ 192 < end {
                unsafe ns_prefetch(base + offset)
                unsafe ns_prefetch(base + offset + 64)
                unsafe ns_prefetch(base + offset + 128)
                unsafe ns_prefetch(base + offset + 192)
                offset &+= 256
            }
            while offset < end {
                unsafe ns_prefetch(base + offset)
                offset &+= 64
            }
        }
    }
}

extension Array {
    /// Asks the processor for the first cache lines of an element that is needed soon. An index outside of the array does nothing.
    @inlinable @inline(__always)
    public func prefetch(_ index: Int, lines: Int = 1) {
        guard index >= 0 && index < count else { return }
        // SAFETY: the element is inside of the array, nothing is read, and a prefetch never faults, wherever its last line lies.
        unsafe withUnsafeBufferPointer { elements in
            guard let base = elements.baseAddress else { return }
            let address = unsafe UnsafeRawPointer(base + index)
            for line in 0..<lines { unsafe ns_prefetch_write(address + line * 64) }
        }
    }
}
