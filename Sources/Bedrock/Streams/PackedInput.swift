/// The gzip side of a `ByteStream`: what was read and not yet unpacked, and the unpacker.
struct PackedInput: ~Copyable, Sendable {
    private var input: ByteStore
    private var inflater: Inflater
    private var isFinished = false

    /// - Parameter input: packed bytes that were read already, with room for more.
    init(_ input: consuming ByteStore, inflater: consuming Inflater) {
        self.input = input
        self.inflater = inflater
    }

    /// Unpacks into the window's room, reading more where the input is used up; at least one byte, or why not.
    ///
    /// - Parameter milliseconds: how long to wait for the file; nil where it cannot block.
    mutating func refill(
        _ window: inout ByteStore, from file: borrowing FileDescriptor, milliseconds: Int32?, bytesRead: inout Int
    ) -> ByteStream.Refill {
        let before = window.count
        while !isFinished {
            let step = inflater.unpack(&input, into: &window)
            if case .corrupt(let why) = step {
                return .failed(BedrockError(.badCompression, "the compressed data are damaged (\(why))"))
            }
            isFinished = step == .finished
            if window.count > before { return .grew }
            if isFinished { break }
            if let milliseconds, file.wait(milliseconds: milliseconds) == .idle { return .idle }
            switch file.read(into: &input) {
            case .bytes(let count): bytesRead += count
            case .interrupted: return .idle
            case .failed(let error): return .failed(error)
            case .end:
                guard inflater.isBetweenMembers else {
                    return .failed(BedrockError(.badCompression, "the compressed file ends early"))
                }
                return .end
            }
        }
        return .end
    }
}
