import Bedrock
import Foundation
import Testing

@Suite
struct ByteStreamTests {
    /// A stream over the bytes, by way of a file.
    func withStream(
        _ bytes: [UInt8], window: Int, limit: Int, _ body: (inout ByteStream) throws -> Void
    ) throws {
        let path = NSTemporaryDirectory() + "netsentinel-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var stream = ByteStream(try FileDescriptor.open(reading: path), window: window, limit: limit)
        try body(&stream)
    }

    /// Reads to the end, `take` bytes at a time.
    func drain(_ stream: inout ByteStream, take: Int) -> (bytes: [UInt8], end: ByteStream.Refill) {
        var all: [UInt8] = []
        while true {
            let part = min(take, stream.count)
            all += stream.withBytes { bytes in (0..<part).map { bytes.u8($0) } }
            let outcome = stream.refill(dropping: part, milliseconds: 1000)
            if outcome != .grew {
                all += stream.withBytes { bytes in (0..<bytes.byteCount).map { bytes.u8($0) } }
                return (all, outcome)
            }
        }
    }

    @Test(arguments: [1, 7, 64])
    func `a window moves over a file without losing a byte`(take: Int) throws {
        let content = (0..<1000).map { UInt8($0 & 255) }
        try withStream(content, window: 64, limit: 4096) { stream in
            let (bytes, end) = drain(&stream, take: take)
            #expect(bytes == content)
            #expect(end == .end)
            let isAtEnd = stream.isAtEnd
            #expect(isAtEnd)
            #expect(stream.bytesRead == 1000)
        }
    }

    @Test
    func `a window grows for a record and no further than its limit`() throws {
        try withStream(Array(repeating: 1, count: 5000), window: 64, limit: 1024) { stream in
            var outcome = ByteStream.Refill.grew
            while outcome == .grew { outcome = stream.refill(dropping: 0, milliseconds: 1000) }
            #expect(stream.count == 1024)
            guard case .failed = outcome else {
                Issue.record("A window of 1024 bytes took more.")
                return
            }
        }
    }

    @Test
    func `an empty gzip member and nothing more is a proper end`() throws {
        // Magic, deflate, no flags, no time, no hints, unknown system; an empty final block; checksum and size 0.
        let empty: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        try withStream(empty, window: 64, limit: 64) { stream in
            _ = stream.refill(dropping: 0, milliseconds: 1000)
            try stream.unpackGzip()
            #expect(stream.refill(dropping: 0, milliseconds: 1000) == .end)
            #expect(stream.count == 0)
        }
    }

    @Test
    func `bytes that are not gzip fail and say so`() throws {
        try withStream(Array("this is no gzip".utf8), window: 64, limit: 64) { stream in
            _ = stream.refill(dropping: 0, milliseconds: 1000)
            try stream.unpackGzip()
            guard case .failed(let error) = stream.refill(dropping: 0, milliseconds: 1000) else {
                Issue.record("Text was unpacked.")
                return
            }
            #expect(error.code == .badCompression)
        }
    }
}
