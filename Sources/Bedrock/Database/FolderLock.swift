internal import CSQLite
internal import Glibc

/// Holds a folder for one process: gone with the process, whatever way it ends.
package struct FolderLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Nil when another process (or another holder in this one) keeps it, or the file cannot be made.
    ///
    /// - Parameter seconds: how long whoever holds it is waited for, in steps of a hundredth; `.infinity` for what is always held for a moment
    ///   only.
    package init?(path: String, waiting seconds: Double = 0) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        guard Self.take(descriptor, seconds) else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    private static func take(_ descriptor: Int32, _ seconds: Double) -> Bool {
        let mode = seconds == .infinity ? LOCK_EX : LOCK_EX | LOCK_NB
        let step = 0.01
        var left = seconds
        while flock(descriptor, mode) != 0 {
            if errno == EINTR { continue }
            guard errno == EWOULDBLOCK, left > 0 else { return false }
            usleep(UInt32(step * 1e6))
            left -= step
        }
        return true
    }

    deinit {
        // Not by closing alone: a child that is being started has a copy of the descriptor for a moment.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
