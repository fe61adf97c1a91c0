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

extension ProcessFacts {
    /// The most memory of this process that was resident at one time, in bytes.
    public static var peakMemory: Int {
        var usage = rusage()
        // SAFETY: the kernel fills a structure that this call owns.
        guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        return Int(usage.ru_maxrss) << 10
    }

    /// Bytes of this process that are resident now; 0 where the kernel does not say.
    public static var residentMemory: Int {
        guard let descriptor = try? FileDescriptor.open(reading: "/proc/self/statm") else { return 0 }
        var store = ByteStore(capacity: 128)
        guard case .bytes = descriptor.read(into: &store) else { return 0 }
        return store.withBytes { bytes in
            // The second number: resident pages.
            var pages = 0
            var field = 0
            for place in 0..<bytes.byteCount {
                let byte = bytes.u8(place)
                if byte == 0x20 { field += 1 }
                guard field < 2 else { break }
                if field == 1, byte != 0x20 { pages = pages * 10 + Int(byte &- 48) }
            }
            return pages * Int(getpagesize())
        }
    }
}
