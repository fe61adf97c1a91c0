internal import CSQLite
internal import Glibc

/// Holds a folder for one process: gone with the process, whatever way it ends.
package struct FolderLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Nil when another process (or another holder in this one) has it, or the file cannot be made.
    package init?(path: String) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
