/// A window that moves over a file, a pipe or standard input, unpacking gzip on the way.
///
/// Why reading and not mapping: in one pass over a 430 MB capture, `read` into a window that stays in the second-level cache took
/// 32 to 45 ns a packet (3 to 10 of them user time), mapping 55 to 80 (10 to 50): every page of a mapping is a fault or a
/// population, and prefetches into pages not yet mapped are lost. A file cut by somebody else is a short read here and a bus
/// error there, and memory stays at the window's size.
public struct ByteStream: ~Copyable, Sendable {
    private let file: FileDescriptor
    @usableFromInline
    var window: ByteStore
    private let limit: Int
    private let mayBlock: Bool
    private var packed: PackedInput?
    /// Nothing more will come: the end, or a failure that was told.
    public private(set) var isAtEnd = false
    /// Bytes of the file that were read; of the packed ones where it is packed.
    public private(set) var bytesRead = 0

    /// What moving the window came to.
    public enum Refill: Sendable, Hashable {
        case grew
        /// Nothing came in time.
        case idle
        /// The proper end.
        case end
        /// The end, with bytes missing.
        case failed(BedrockError)
    }

    /// - Parameters:
    ///   - window: bytes that are read at once.
    ///   - limit: how far the window may grow for a single record.
    public init(_ file: consuming FileDescriptor, window size: Int = 256 << 10, limit: Int = 2 << 20) {
        if case .regular = file.kind { mayBlock = false } else { mayBlock = true }
        self.file = file
        window = ByteStore(capacity: size)
        self.limit = max(limit, size)
    }

    /// Bytes in the window.
    public var count: Int { window.count }

    @inlinable @inline(__always)
    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try window.withBytes(body)
    }

    /// From here on the file is gzip: what lies in the window is packed, and is replaced by what it unpacks to.
    public mutating func unpackGzip() throws(BedrockError) {
        precondition(packed == nil, "A stream is unpacked once.")
        var input = ByteStore(capacity: max(64 << 10, window.capacity))
        swap(&input, &window)
        packed = PackedInput(input, inflater: try Inflater())
    }

    /// Forgets the first bytes of the window and adds more at its end; waits up to `milliseconds` where the file may block.
    public mutating func refill(dropping dropped: Int, milliseconds: Int32) -> Refill {
        window.drop(first: dropped)
        guard !isAtEnd else { return .end }
        if window.room == 0 {
            guard window.capacity < limit else {
                return end(.failed(BedrockError(.io, "A record is larger than the window of \(limit) bytes.")))
            }
            window.grow(to: min(limit, window.capacity * 2))
        }
        let outcome =
            packed?.refill(&window, from: file, milliseconds: mayBlock ? milliseconds : nil, bytesRead: &bytesRead)
            ?? read(milliseconds)
        switch outcome {
        case .end, .failed: return end(outcome)
        case .grew, .idle: return outcome
        }
    }

    private mutating func read(_ milliseconds: Int32) -> Refill {
        if mayBlock, file.wait(milliseconds: milliseconds) == .idle { return .idle }
        switch file.read(into: &window) {
        case .bytes(let count):
            bytesRead += count
            return .grew
        case .end: return .end
        case .interrupted: return .idle
        case .failed(let error): return .failed(error)
        }
    }

    private mutating func end(_ outcome: Refill) -> Refill {
        isAtEnd = true
        return outcome
    }
}
