import CPcap
import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// What this process is, for messages and for names that must differ between processes.
public enum ProcessFacts {
    /// Path of the running program, as the kernel knows it; nil where it does not say.
    public static var executable: String? {
        var bytes = [CChar](repeating: 0, count: 4096)
        // SAFETY: the kernel writes at most `count` bytes into an array that this call owns.
        let count = unsafe readlink("/proc/self/exe", &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    public static var identifier: Int32 { getpid() }
    public static var isRoot: Bool { geteuid() == 0 }
}
