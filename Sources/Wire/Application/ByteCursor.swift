import Bedrock

/// A place in lent bytes and the end of what may be read from there; every read is checked and gives nil at the end.
///
/// The bytes are handed in at each read because a value that keeps a span needs an experimental language feature; it must be
/// the same span each time. For messages whose fields have lengths of their own, which lie as they please.
struct ByteCursor {
    var at: Int
    let end: Int

    init(_ bytes: RawSpan) { self.init(at: 0, end: bytes.byteCount) }

    /// Over a part of the bytes, as far as it is there.
    init(_ bytes: RawSpan, _ range: Range<Int>) {
        let end = max(0, min(range.upperBound, bytes.byteCount))
        self.init(at: max(0, min(range.lowerBound, end)), end: end)
    }

    private init(at: Int, end: Int) {
        self.at = at
        self.end = end
    }

    var remaining: Int { end - at }

    @inline(__always)
    mutating func u8(_ bytes: RawSpan) -> UInt8? {
        guard at < end else { return nil }
        at += 1
        return bytes.u8(at - 1)
    }

    @inline(__always)
    mutating func u16(_ bytes: RawSpan) -> UInt16? {
        guard end - at >= 2 else { return nil }
        at += 2
        return bytes.u16(at - 2)
    }

    @inline(__always)
    mutating func u24(_ bytes: RawSpan) -> Int? {
        guard end - at >= 3 else { return nil }
        at += 3
        return Int(bytes.u8(at - 3)) << 16 | Int(bytes.u16(at - 2))
    }

    @inline(__always)
    mutating func u32(_ bytes: RawSpan) -> UInt32? {
        guard end - at >= 4 else { return nil }
        at += 4
        return bytes.u32(at - 4)
    }

    /// Passes over `count` bytes.
    @inline(__always)
    mutating func skip(_ count: Int) -> Bool {
        guard count >= 0, count <= end - at else { return false }
        at += count
        return true
    }

    /// A cursor over the next `count` bytes, which this one passes.
    @inline(__always)
    mutating func take(_ count: Int) -> ByteCursor? {
        let start = at
        return skip(count) ? ByteCursor(at: start, end: at) : nil
    }

    /// As `take`, but content with what there is: for what a capture or a carry-over cut off.
    @inline(__always)
    mutating func takeUpTo(_ count: Int) -> ByteCursor {
        let start = at
        at += max(0, min(count, end - at))
        return ByteCursor(at: start, end: at)
    }

    /// Where what has not been read yet lies.
    @inline(__always)
    var range: Range<Int> { at..<end }
}
