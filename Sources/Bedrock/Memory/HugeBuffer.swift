import CPcap
public import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// A large table of plain values in pages of its own: zero-filled by the kernel, touched lazily, one owner.
///
/// An array of the same size is written once when it is made; this costs memory only where it is used, and with 2 MiB pages a
/// table of a million flows is a fifth faster (notes/hotpath.md). `Element` must read all-zero bytes as a valid value:
/// numbers and structures of numbers do, and so do enumerations without payload.
/// Access is checked: an index outside `0..<count` traps.
@safe
public struct HugeBuffer<Element: BitwiseCopyable>: ~Copyable {
    // SAFETY: the only pointer to the mapping lies in the only copy, so it moves between threads like any other value.
    @usableFromInline
    nonisolated(unsafe) let base: UnsafeMutablePointer<Element>  // safe: one owner, never copied
    /// Entries, fixed for life.
    public let count: Int
    /// Bytes of the mapping, a multiple of the page size.
    public let byteCount: Int

    /// - Parameter hugePages: asks for 2 MiB pages. Faster for tables that are accessed at random and mostly full; resident
    ///   memory then grows in steps of 2 MiB.
    public init(count: Int, hugePages: Bool = false) throws(BedrockError) {
        precondition(count > 0, "A huge buffer holds at least one entry.")
        let (bytes, over) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
        precondition(!over && bytes < Int.max - (2 << 20), "A huge buffer must fit the address space.")
        let page = 4096
        let rounded = (bytes + page - 1) / page * page
        // SAFETY: a private anonymous mapping of `rounded` bytes that nobody else knows; freed once, in `deinit`.
        guard
            let address = unsafe ns_map(
                rounded, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1)
        else { throw .last("Could not reserve \(rounded) bytes of memory for a table") }
        if hugePages {
            // SAFETY: advice about the mapping just made; a refusal only costs speed.
            _ = unsafe madvise(address, rounded, MADV_HUGEPAGE)
        }
        // SAFETY: pages are aligned for every `Element`, large enough for `count`, and all-zero bytes are valid (see above).
        unsafe base = address.bindMemory(to: Element.self, capacity: count)
        self.count = count
        byteCount = rounded
    }

    deinit {
        // SAFETY: the mapping made by `init`, given back once: this type cannot be copied.
        _ = unsafe munmap(base, byteCount)
    }

    @inlinable @inline(__always)
    public subscript(index: Int) -> Element {
        // Addresses instead of `_read` and `_modify`: one field of an entry is read without copying all of it.
        unsafeAddress {
            precondition(index >= 0 && index < count, "Index outside of the huge buffer.")
            // SAFETY: checked in the line above; the address is used only while `self` is borrowed.
            return unsafe UnsafePointer(base + index)
        }
        unsafeMutableAddress {
            precondition(index >= 0 && index < count, "Index outside of the huge buffer.")
            // SAFETY: checked in the line above; the exclusive access to `self` makes this the only one.
            return unsafe base + index
        }
    }

    /// Asks the processor for the cache line of an entry about to be read or written. Any index is allowed: outside of the buffer
    /// it does nothing.
    @inlinable @inline(__always)
    public func prefetch(_ index: Int) {
        guard index >= 0 && index < count else { return }
        // SAFETY: inside of the mapping, and a prefetch never faults.
        unsafe ns_prefetch_write(base + index)
    }

    /// The same for an entry that spans two cache lines.
    @inlinable @inline(__always)
    public func prefetchTwoLines(_ index: Int) {
        guard index >= 0 && index < count else { return }
        // SAFETY: as above; the second line may lie behind the mapping, and a prefetch never faults.
        unsafe ns_prefetch_write(base + index)
        unsafe ns_prefetch_write(UnsafeRawPointer(base + index) + 64)
    }

    /// Makes every entry zero again by giving the pages back to the kernel.
    public mutating func clear() {
        // SAFETY: our own private mapping; after this call its pages read as zeros.
        _ = unsafe madvise(base, byteCount, MADV_DONTNEED)
    }
}

extension HugeBuffer: Sendable where Element: Sendable {}
