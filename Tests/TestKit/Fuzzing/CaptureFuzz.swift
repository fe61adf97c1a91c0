import Bedrock
import Capture
import Forge
import Foundation
import Vocabulary

/// Capture files of every kind, recognised by their first bytes: pcap, pcapng, and both in gzip.
enum CaptureFuzz {
    static let files = FuzzTarget(
        "capture",
        seeds: {
            let frames = Array(ForgedStreams.frames.prefix(6))
            var seeds: [[UInt8]] = []
            for isBig in [false, true] {
                for isFine in [false, true] { seeds.append(pcap(frames, nanoseconds: isFine, bigEndian: isBig)) }
                var writer = PcapngWriter(to: ByteCollector(), bigEndian: isBig)
                for frame in frames { writer.write(frame) }
                writer.startSection()
                for frame in frames { writer.write(frame) }
                writer.finish()
                seeds.append(writer.sink.bytes)
            }
            return seeds + seeds.map(stored)
        },
        run: { input in
            let path = "/dev/shm/netsentinel-fuzz-\(ProcessFacts.identifier)"
            guard FileManager.default.createFile(atPath: path, contents: Data(input)) else { return }
            defer { _ = try? FileManager.default.removeItem(atPath: path) }
            guard var file = try? CaptureFile.open(path) else { return }
            var frames: UInt64 = 0
            while let count = file.withNextBatch({ bytes, batch in examine(bytes, &batch) }) {
                frames += UInt64(count)
            }
            let report = file.report()
            precondition(report.frames == frames, "the report counts other frames than were lent")
        })

    private static func examine(_ bytes: RawSpan, _ batch: inout FrameBatch) -> Int {
        for index in 0..<batch.count {
            let frame = batch.frames[index]
            precondition(
                frame.offset >= 0 && frame.offset + Int(frame.captured) <= bytes.byteCount,
                "a frame outside of its buffer")
            precondition(
                (0...4_294_967_295_999_999_999).contains(frame.timestamp.nanoseconds),
                "a time before 1970 or after 2106")
        }
        return batch.count
    }

    /// Gzip without compression (RFC 1951, 3.2.4): what the fuzzer changes in it, the parsers behind see.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        let part = bytes.prefix(60_000)
        let size = UInt16(part.count)
        var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
        packed += [UInt8(size & 255), UInt8(size >> 8), UInt8(~size & 255), UInt8(~size >> 8)] + part
        var sum: UInt32 = .max
        for byte in part {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        for word in [~sum, UInt32(size)] { for shift in [0, 8, 16, 24] { packed.append(UInt8(word >> shift & 255)) } }
        return packed
    }
}
