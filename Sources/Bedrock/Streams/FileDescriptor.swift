import CPcap
import CPrimitives

#if canImport(Glibc)
    import Glibc
#endif

/// An open file, pipe or socket that is closed when its owner goes.
public struct FileDescriptor: ~Copyable, Sendable {
    package let number: Int32
    private let closes: Bool

    /// - Parameter closes: false for descriptors that belong to the process, such as standard input.
    package init(_ number: Int32, closes: Bool = true) {
        self.number = number
        self.closes = closes
    }

    deinit { if closes { _ = close(number) } }

    /// What kind of file it is, and how large.
    public enum Kind: Sendable, Hashable {
        case regular(size: Int)
        case directory
        case stream
    }

    /// Opens a file or a named pipe for reading.
    public static func open(reading path: String) throws(BedrockError) -> FileDescriptor {
        // SAFETY: the string lives for the duration of the call.
        let number = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw .last("Could not open \(path)") }
        _ = posix_fadvise(number, 0, 0, POSIX_FADV_SEQUENTIAL)
        return FileDescriptor(number)
    }

    /// The process's standard input, which is left open.
    public static var standardInput: FileDescriptor { FileDescriptor(STDIN_FILENO, closes: false) }

    public var kind: Kind {
        var status = stat()
        // SAFETY: `fstat` fills the structure that this call owns.
        guard unsafe fstat(number, &status) == 0 else { return .stream }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .regular(size: Int(status.st_size))
        case S_IFDIR: .directory
        default: .stream
        }
    }

    /// What waiting for a descriptor came to.
    public enum Wait: Sendable, Hashable {
        case ready
        /// The time is over, or a signal came: look at the stop flag and wait again.
        case idle
        /// The other end is gone or the device failed; reading will say which.
        case broken
    }

    /// Waits until there is something to read.
    public func wait(milliseconds: Int32) -> Wait {
        var entry = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        // SAFETY: one entry that this call owns.
        guard unsafe poll(&entry, 1, milliseconds) > 0 else { return .idle }
        if entry.revents & Int16(POLLIN) != 0 { return .ready }
        return .broken
    }

    /// What one read came to.
    public enum Read: Sendable, Hashable {
        case bytes(Int)
        case end
        case interrupted
        case failed(BedrockError)
    }

    /// Reads what there is into the room of a store.
    public func read(into store: inout ByteStore) -> Read {
        var outcome = 0
        unsafe store.fill { room in
            // SAFETY: the kernel writes at most `room.count` bytes.
            outcome = unsafe Glibc.read(number, room.baseAddress, room.count)
            return max(0, outcome)
        }
        if outcome > 0 { return .bytes(outcome) }
        if outcome == 0 { return .end }
        return errno == EINTR || errno == EAGAIN ? .interrupted : .failed(.last("Could not read"))
    }
}
