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

    /// Opens a file for reading.
    public static func open(reading path: String) throws(BedrockError) -> FileDescriptor {
        // SAFETY: the string lives for the duration of the call.
        let number = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw .last("Could not open \(path)") }
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
}
