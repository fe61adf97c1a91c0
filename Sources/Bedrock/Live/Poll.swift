import CPcap
import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// Waits for several descriptors at once.
public enum Poll {
    /// True as soon as one of them is readable or broken; false when the time is over or a signal came.
    public static func wait(for descriptors: [Int32], milliseconds: Int32) -> Bool {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        // SAFETY: the kernel reads and writes the entries of an array that this call owns.
        return unsafe poll(&entries, nfds_t(entries.count), milliseconds) > 0
    }
}
