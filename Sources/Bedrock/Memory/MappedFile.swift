import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// A regular file, mapped for reading: its bytes are lent, never copied.
///
/// The file may be cut by somebody else while it is mapped; reading behind its new end is then a bus error of the process. Files
/// that are still being written should be read as a pipe (`tail -c +1 -f FILE | netsentinel -r -`).
@safe
public struct MappedFile: ~Copyable, Sendable {
    // SAFETY: the only pointer to the mapping lies in the only copy, so it moves between threads like any other value.
    @usableFromInline
    nonisolated(unsafe) let base: UnsafeMutableRawPointer?
    public let count: Int

    /// Maps the open descriptor, which may be closed afterwards.
    public init(_ file: borrowing FileDescriptor, size: Int, name: String) throws(BedrockError) {
        count = size
        guard size > 0 else {
            unsafe base = nil
            return
        }
        // SAFETY: a private read-only mapping of its own; given back once, in `deinit`.
        guard let address = unsafe ns_map(size, PROT_READ, MAP_PRIVATE, file.number) else {
            throw .last("Could not map \(name)")
        }
        // SAFETY: advice about the mapping just made; it makes the kernel read ahead and drop what was passed.
        _ = unsafe madvise(address, size, MADV_SEQUENTIAL)
        unsafe base = address
    }

    deinit {
        if let base = unsafe base {
            // SAFETY: the mapping made by `init`, given back once.
            _ = unsafe munmap(base, count)
        }
    }

    /// Lends the whole file for the duration of `body`.
    @inlinable @inline(__always)
    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // SAFETY: the mapping lives as long as `self`, which is borrowed until `body` has returned; a span cannot outlive it.
        try unsafe body(UnsafeRawBufferPointer(start: base, count: count).bytes)
    }
}
