import CPrimitives

/// The heap of the process.
public enum Heap {
    /// Makes it ready for many tables that grow: fewer calls of the kernel, and 2 MiB pages. To be called first of all.
    ///
    /// Why it exists: rules look into dozens of tables at places nobody can foresee; with small pages each look waits for the
    /// page tables as well. Address space is reserved, memory is taken where it is used, in steps of 2 MiB. Only the heap of the
    /// first thread; does nothing where the C library is not GNU's, or where the kernel has no large pages.
    public static func prepare(reserve: Int = 64 << 20) {
        precondition((0...1 << 30).contains(reserve), "The heap reserves up to one gigabyte.")
        ns_prepare_heap(reserve)
    }

    /// Gives back what large work left behind: the heap keeps freed memory for the packet path otherwise. A walk over all of it,
    /// so only after something large and rare, such as the reading of blocklists.
    package static func trim() { ns_trim_heap() }
}
