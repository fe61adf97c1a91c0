// A C structure such as `stat` belongs to the module that declares it first: files of this target import all that may.
internal import CPcap
internal import CPrimitives

#if canImport(Glibc)
    internal import Glibc
#endif

/// A small file that only its owner may read: keys, and counts that must survive a restart.
///
/// Written beside its place and moved there, so that a reader sees the old or the new one, and never half of either.
package enum PrivateFile {
    /// Nil when there is none.
    ///
    /// - Throws: when it cannot be read, or is larger than `limit` bytes.
    package static func read(_ path: String, limit: Int = 1 << 20) throws(BedrockError) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .last("Could not read \(path)")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while true {
            var failed = false
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { room, count in
                // SAFETY: the kernel writes at most `room.count` bytes.
                let got = unsafe Glibc.read(descriptor, room.baseAddress, room.count)
                failed = got < 0
                count = max(0, got)
            }
            if failed {
                if errno == EINTR { continue }
                throw .last("Could not read \(path)")
            }
            if piece.isEmpty { return bytes }
            guard bytes.count + piece.count <= limit else {
                throw BedrockError(.io, "\(path) is larger than \(limit) bytes: it is not the program's own file.")
            }
            bytes += piece
        }
    }

    /// Readable and writable by the owner only (0600), whatever was there before.
    package static func write(_ bytes: [UInt8], to path: String) throws(BedrockError) {
        let draft = "\(path).\(getpid()).new"
        _ = unsafe unlink(draft)
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .last("Could not write \(draft)") }
        var done = 0
        while done < bytes.count {
            let wrote = unsafe bytes.withUnsafeBytes { all in
                // SAFETY: reads within the bytes that are lent for the call.
                unsafe Glibc.write(descriptor, all.baseAddress.map { unsafe $0 + done }, all.count - done)
            }
            if wrote < 0, errno == EINTR { continue }
            guard wrote > 0 else {
                let error = BedrockError.last("Could not write \(draft)")
                close(descriptor)
                _ = unsafe unlink(draft)
                throw error
            }
            done += wrote
        }
        _ = fsync(descriptor)
        close(descriptor)
        guard unsafe rename(draft, path) == 0 else {
            let error = BedrockError.last("Could not write \(path)")
            _ = unsafe unlink(draft)
            throw error
        }
    }

    /// The rights of a file, `0o600` for one of its owner's alone; nil when there is none.
    package static func rights(of path: String) -> UInt32? {
        var status = stat()
        // SAFETY: `stat` fills the structure that this call owns.
        guard unsafe stat(path, &status) == 0 else { return nil }
        return UInt32(status.st_mode) & 0o777
    }
}
