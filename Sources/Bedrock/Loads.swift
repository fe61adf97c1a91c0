/// Checked big-endian loads from lent bytes: the one way packet bytes become numbers.
///
/// Each load is bounds-checked by the standard library: reading past the end traps, so decoders check a header's length
/// once, then read its fields. Why here: `RawSpan`'s multi-byte loads are spelled `unsafe`, and only `Bedrock` may say that.
extension RawSpan {
    @inlinable @inline(__always)
    public func u8(_ offset: Int) -> UInt8 {
        // SAFETY: bounds-checked by `unsafeLoad`; every bit pattern is a valid integer.
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    @inlinable @inline(__always)
    public func u16(_ offset: Int) -> UInt16 {
        // SAFETY: as above.
        unsafe UInt16(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    @inlinable @inline(__always)
    public func u32(_ offset: Int) -> UInt32 {
        // SAFETY: as above.
        unsafe UInt32(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    @inlinable @inline(__always)
    public func u64(_ offset: Int) -> UInt64 {
        // SAFETY: as above.
        unsafe UInt64(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inlinable @inline(__always)
    public func u16LE(_ offset: Int) -> UInt16 { u16(offset).byteSwapped }
    @inlinable @inline(__always)
    public func u32LE(_ offset: Int) -> UInt32 { u32(offset).byteSwapped }
    @inlinable @inline(__always)
    public func u64LE(_ offset: Int) -> UInt64 { u64(offset).byteSwapped }
}

extension RawSpan {
    /// Lends the `count` bytes from `offset` on; nil, and `body` is not called, where they are not all there.
    ///
    /// Asks in the form in which the library's own checks ask again, so that the compiler drops those.
    @inlinable @inline(__always)
    public func withPiece<Result>(_ offset: Int, _ count: Int, _ body: (RawSpan) -> Result) -> Result? {
        guard offset >= 0, offset <= byteCount, count >= 0, count <= byteCount &- offset else { return nil }
        return body(extracting(droppingFirst: offset).extracting(first: count))
    }
}
