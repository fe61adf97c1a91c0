import Bedrock

/// A file on its way to being a `CaptureFile`: open, with its first bytes in the window.
struct Opened: ~Copyable {
    var stream: ByteStream
    /// Nil for pipes.
    let size: Int?
    private(set) var isPacked = false
    /// What ended the stream already, behind the bytes in the window.
    private(set) var failure: BedrockError?

    init(_ path: String) throws(CaptureError) {
        do throws(BedrockError) {
            let file = try path == "-" ? FileDescriptor.standardInput : FileDescriptor.open(reading: path)
            switch file.kind {
            case .directory: throw BedrockError(.notAFile, "\(path) is a directory. Name a capture file inside it.")
            case .regular(let bytes): size = bytes
            case .stream: size = nil
            }
            stream = ByteStream(file)
        } catch {
            throw CaptureError(error)
        }
    }

    /// What the first bytes say.
    mutating func format(_ name: String, _ options: CaptureOptions) throws(CaptureError) -> CaptureFormat {
        try fill(4, name, options)
        return try stream.withBytes { bytes throws(CaptureError) in try CaptureFormat(bytes, name: name) }
    }

    /// From here on the bytes are what the gzip data unpack to.
    mutating func unpack() throws(CaptureError) {
        do {
            try stream.unpackGzip()
        } catch {
            throw CaptureError(error)
        }
        isPacked = true
    }

    /// The reader that stands behind the header.
    mutating func records(
        _ format: CaptureFormat, _ name: String, _ options: CaptureOptions
    ) throws(CaptureError) -> CaptureRecords {
        try fill(format == .pcap ? PcapHeader.size : CaptureRecords.sectionSize, name, options)
        return try stream.withBytes { bytes throws(CaptureError) in
            try CaptureRecords(bytes, format: format, name: name)
        }
    }

    /// Reads until `count` bytes are there or no more come. A pipe may keep us waiting here, until a stop is asked for.
    private mutating func fill(_ count: Int, _ name: String, _ options: CaptureOptions) throws(CaptureError) {
        while stream.count < count, !stream.isAtEnd {
            switch stream.refill(dropping: 0, milliseconds: options.idleMilliseconds) {
            case .grew, .end: break
            case .idle:
                if options.stop.isRaised { throw CaptureError(.interrupted, "Stopped before \(name) had begun.") }
            case .failed(let error):
                // What came before the failure is still read.
                guard stream.count > 0 else {
                    throw CaptureError(.io, "\(name) cannot be read: \(error.message).", cause: error)
                }
                failure = error
            }
        }
    }
}
