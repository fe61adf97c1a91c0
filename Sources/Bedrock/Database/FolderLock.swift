internal import CSQLite
internal import Glibc

/// Holds a folder for one process: gone with the process, whatever way it ends.
package struct FolderLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Nil when another process (or another holder in this one) has it, or the file cannot be made.
    ///
    /// - Parameter seconds: how long it waits for whoever holds it: a holder that ends lets go a moment later.
    package init?(path: String, waiting seconds: Double = 0) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        let step: UInt32 = 10_000
        var left = seconds * 1e6
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard left > 0 else {
                close(descriptor)
                return nil
            }
            usleep(step)
            left -= Double(step)
        }
        self.descriptor = descriptor
    }

    deinit {
        // Not by closing alone: a child that is being started may have a copy of the descriptor for a moment.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
