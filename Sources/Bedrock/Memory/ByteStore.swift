import CPcap
import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// Bytes that are filled at the end and dropped at the front: the window on a file, a pipe or an unpacked stream.
///
/// Memory is only what it was made or grown for; nothing that a file claims makes it larger.
@safe
public struct ByteStore: ~Copyable, Sendable {
    // SAFETY: the only pointer to the allocation lies in the only copy, so it moves between threads like any other value.
    @usableFromInline
    nonisolated(unsafe) var base: UnsafeMutableRawPointer  // safe: one owner, never copied
    /// Bytes that are filled.
    public private(set) var count = 0
    public private(set) var capacity: Int

    public init(capacity: Int) {
        precondition(capacity > 0, "A byte store has room for at least one byte.")
        // SAFETY: freed once, in `deinit`, or replaced in `grow`.
        unsafe base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
        self.capacity = capacity
    }

    deinit { unsafe base.deallocate() }

    /// Room behind the filled bytes.
    public var room: Int { capacity - count }

    /// Forgets the first bytes and moves the rest to the front.
    public mutating func drop(first dropped: Int) {
        precondition(dropped >= 0 && dropped <= count, "Only bytes that are there can be dropped.")
        guard dropped > 0 else { return }
        // SAFETY: both ranges lie in the filled part of the allocation; `memmove` allows that they overlap.
        _ = unsafe memmove(base, base + dropped, count - dropped)
        count -= dropped
    }

    /// Makes room for more, keeping what is there.
    public mutating func grow(to larger: Int) {
        guard larger > capacity else { return }
        // SAFETY: copies the filled bytes into the new allocation, then frees the old one, which nobody else knows.
        let next = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 64)
        unsafe next.copyMemory(from: base, byteCount: count)
        unsafe base.deallocate()
        unsafe base = next
        capacity = larger
    }

    public mutating func append(_ bytes: [UInt8]) {
        if bytes.count > room { grow(to: max(capacity * 2, count + bytes.count)) }
        // SAFETY: there is room for all of them, made in the line above.
        unsafe bytes.withUnsafeBytes { source in
            if let start = source.baseAddress { unsafe (base + count).copyMemory(from: start, byteCount: source.count) }
        }
        count += bytes.count
    }

    /// Lets `body` write into the room behind the filled bytes; it returns how many bytes it wrote.
    package mutating func fill(_ body: (UnsafeMutableRawBufferPointer) -> Int) {
        // SAFETY: the buffer covers exactly the unfilled part of the allocation.
        let written = unsafe body(UnsafeMutableRawBufferPointer(start: base + count, count: room))
        precondition(written >= 0 && written <= room, "No more bytes can be written than there is room for.")
        count += written
    }

    /// Lends the filled bytes for the duration of `body`.
    @inlinable @inline(__always)
    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // SAFETY: the filled bytes are initialised, and `self` is borrowed until `body` has returned.
        try unsafe body(UnsafeRawBufferPointer(start: base, count: count).bytes)
    }
}
