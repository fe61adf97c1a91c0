import CPcap

#if canImport(Glibc)
    import Glibc
#endif

extension RawSpan {
    /// Where `byte` first stands in `range`, which must lie inside the span.
    ///
    /// Why here: the C library searches with the widest vectors that the processor has, and wants a pointer.
    public func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "A search stays inside of its bytes.")
        // SAFETY: the bytes from `lowerBound` on, as many as the range has, lie inside the span (checked in the line above).
        return unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
            else { return nil }
            return unsafe base.distance(to: found)
        }
    }
}
