import CPcap
import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// The memory of a ring as this process sees it: all blocks, or only the few that come next.
///
/// The kernel's ring is as large as it is; but what is mapped counts as this process's resident memory, 64 MiB on an interface where
/// nothing happens. The kernel maps a ring whole or not at all, so to narrow means to give parts of the mapping back, and to widen means to
/// map it again (measured: 5 ms for 64 MiB). Addresses never change: what is given back stays reserved.
@safe
struct RingMapping: ~Copyable, Sendable {
    // SAFETY: the only pointer to the mapping lies in the only copy, so it moves between threads like any other value.
    nonisolated(unsafe) let base: UnsafeMutableRawPointer  // safe: one owner, never copied
    private let blockBytes: Int
    private let blockCount: Int
    /// Mapped blocks: `kept` from `first` on, wrapping around.
    private var first = 0
    private(set) var kept: Int

    init(_ socket: borrowing FileDescriptor, blockBytes: Int, blockCount: Int, _ name: String) throws(BedrockError) {
        // SAFETY: a mapping of exactly the ring's size, given back once, in `deinit`.
        guard
            let address = unsafe ns_map(blockBytes * blockCount, PROT_READ | PROT_WRITE, MAP_SHARED, socket.number)
        else { throw .last("Could not map the ring of \(name)") }
        unsafe base = address
        self.blockBytes = blockBytes
        self.blockCount = blockCount
        kept = blockCount
    }

    deinit {
        // SAFETY: the whole range was made by `init`, whatever lies in it now.
        _ = unsafe munmap(base, blockBytes * blockCount)
    }

    func contains(_ block: Int) -> Bool {
        (block - first + blockCount) % blockCount < kept
    }

    /// Gives back all but `count` blocks from `block` on.
    mutating func narrow(to count: Int, from block: Int) {
        guard kept == blockCount, count < blockCount else { return }
        let end = block + count
        if end <= blockCount {
            reserve(end, blockCount)
            reserve(0, block)
        } else {
            reserve(end - blockCount, block)
        }
        first = block
        kept = count
    }

    private func reserve(_ from: Int, _ to: Int) {
        guard to > from else { return }
        // SAFETY: the range lies inside of the mapping and nobody reads it (`contains`); it stays reserved, so no other mapping can
        // come to lie there.
        _ = unsafe ns_map_at(
            base + from * blockBytes, (to - from) * blockBytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
            -1)
    }

    /// Maps all blocks again.
    mutating func widen(_ socket: borrowing FileDescriptor, _ name: String) throws(BedrockError) {
        guard kept < blockCount else { return }
        // SAFETY: replaces exactly the range that belongs to this value by the ring's pages, at the same addresses.
        guard
            unsafe ns_map_at(base, blockBytes * blockCount, PROT_READ | PROT_WRITE, MAP_SHARED, socket.number) != nil
        else { throw .last("Could not map the ring of \(name) again") }
        first = 0
        kept = blockCount
    }
}
