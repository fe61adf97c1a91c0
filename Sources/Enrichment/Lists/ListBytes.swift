import Bedrock

/// A list file as bytes, plain or gzip, a quarter of a megabyte at a time.
///
/// Bounds: one window; a line longer than `lineCap` is cut, and said to be.
struct ListBytes: ~Copyable {
    private var stream: ByteStream
    private var chunk: [UInt8] = []
    private var position = 0
    /// Why the bytes ended early; nil where they did not.
    private(set) var failure: BedrockError?
    /// Lines that were begun.
    private(set) var line = 0
    private(set) var bytesRead = 0
    static let lineCap = 16 << 10

    init(path: String) throws(BedrockError) {
        let file = try FileDescriptor.open(reading: path)
        if case .directory = file.kind { throw BedrockError(.notAFile, "\(path) is a folder, not a list") }
        var stream = ByteStream(file)
        var first = stream.refill(dropping: 0, milliseconds: 1000)
        if stream.withBytes({ $0.byteCount >= 2 && $0.u16(0) == 0x1F8B }) {
            try stream.unpackGzip()
            first = stream.refill(dropping: 0, milliseconds: 1000)
        }
        var bytes: [UInt8] = []
        stream.withBytes { bytes.append(copying: $0) }
        self.stream = stream
        if case .failed(let error) = first { failure = error }
        chunk = bytes
        bytesRead = bytes.count
        line = 1
    }

    /// What lies in the window, not yet taken.
    var window: ArraySlice<UInt8> { chunk[position...] }

    private mutating func fill() {
        chunk.removeAll(keepingCapacity: true)
        position = 0
        var waits = 0
        while chunk.isEmpty, failure == nil {
            switch stream.refill(dropping: stream.count, milliseconds: 1000) {
            case .grew: break
            case .idle:
                waits += 1
                if waits > 30 { failure = BedrockError(.io, "nothing more came for half a minute") }
            case .end: return
            case .failed(let error): failure = error
            }
            var more: [UInt8] = []
            swap(&more, &chunk)
            stream.withBytes { more.append(copying: $0) }
            chunk = more
        }
        bytesRead += chunk.count
    }

    mutating func peek() -> UInt8? {
        if position == chunk.count { fill() }
        return position < chunk.count ? chunk[position] : nil
    }

    mutating func next() -> UInt8? {
        guard let byte = peek() else { return nil }
        position += 1
        if byte == 10 { line += 1 }
        return byte
    }

    /// The next line without its end; false when there is none. `isCut` where it was longer than a line may be.
    mutating func next(into text: inout [UInt8], isCut: inout Bool) -> Bool {
        text.removeAll(keepingCapacity: true)
        isCut = false
        guard peek() != nil else { return false }
        while position < chunk.count || peek() != nil {
            let end = chunk[position...].firstIndex(of: 10) ?? chunk.count
            let room = Self.lineCap - text.count
            if end - position > room { isCut = true }
            text.append(contentsOf: chunk[position..<position + min(room, end - position)])
            position = end
            if end < chunk.count {
                position += 1
                line += 1
                break
            }
        }
        if text.last == 13 { text.removeLast() }
        return true
    }
}
