internal import CSQLite
internal import Glibc

/// Holds a folder for one process: gone with the process, whatever way it ends.
package struct FolderLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Nil when another process (or another holder in this one) has it, or the file cannot be made.
    ///
    /// - Parameter waits: waits for whoever holds it instead: for what is held for a moment only.
    package init?(path: String, waits: Bool = false) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
