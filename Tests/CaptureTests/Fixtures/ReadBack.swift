import Bedrock
import Capture
import Foundation
import Testing
import Vocabulary

/// A frame as a test sees it: copied out of the lent bytes.
struct SeenFrame: Equatable {
    var nanoseconds: Int64
    var bytes: [UInt8]
    var wire: UInt32
    var link: UInt16 = 1
    var interface: UInt16 = 0
    var tpid: UInt16 = 0
    var tci: UInt16 = 0
}

extension FrameSource where Self: ~Copyable {
    /// Reads to the end, or until `limit` frames were seen.
    mutating func readAll(limit: Int = .max) -> [SeenFrame] {
        var seen: [SeenFrame] = []
        while seen.count < limit, let part = withNextBatch({ bytes, batch in copy(bytes, batch) }) { seen += part }
        return seen
    }
}

/// Copies the frames of a batch.
func copy(_ bytes: RawSpan, _ batch: borrowing FrameBatch) -> [SeenFrame] {
    var seen: [SeenFrame] = []
    for index in 0..<batch.count {
        let frame = batch.frames[index]
        seen.append(
            SeenFrame(
                nanoseconds: frame.timestamp.nanoseconds,
                bytes: (frame.offset..<frame.offset + Int(frame.captured)).map { bytes.u8($0) },
                wire: frame.wire, link: frame.link.rawValue, interface: frame.interface, tpid: frame.strippedTPID,
                tci: frame.strippedTCI))
    }
    return seen
}

/// Writes a temporary file for the duration of `body`.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let path = NSTemporaryDirectory() + "netsentinel-\(UUID().uuidString)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
}

/// Reads a whole capture that lies in memory, by way of a file.
func read(_ bytes: [UInt8], options: CaptureOptions = CaptureOptions()) throws -> ([SeenFrame], CaptureReport) {
    try withFile(bytes) { path in
        var file = try CaptureFile.open(path, options: options)
        let frames = file.readAll()
        return (frames, file.report())
    }
}
