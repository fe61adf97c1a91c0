import Bedrock
import Testing
import Vocabulary

@testable import Capture

/// Blocks as the kernel lays them out, written by hand, and blocks that it would never write.
@Suite
struct RingBlockTests {
    static let sample: [UInt8] = {
        var block = CaptureBytes(littleEndian: true)
        block.put32(1)  // version
        block.put32(48)  // offset of private data
        block.put32(1)  // status: ours
        block.put32(2)  // frames
        block.put32(48)  // first frame
        block.bytes += Array(repeating: 0, count: 28)  // length, number, first and last time
        frame(
            &block, next: 56, nanoseconds: 7, status: 1 << 4 | 1 << 6 | 1, tag: 0x2064, type: 0x88A8,
            bytes: [1, 2, 3, 4, 5])
        frame(&block, next: 0, nanoseconds: 9, status: 1 << 4, tag: 5, type: 0, bytes: [6, 7])
        return block.bytes
    }()

    static func frame(
        _ block: inout CaptureBytes, next: UInt32, nanoseconds: UInt32, status: UInt32, tag: UInt32, type: UInt16,
        bytes: [UInt8]
    ) {
        block.put32(next)
        block.put32(3)  // seconds
        block.put32(nanoseconds)
        block.put32(UInt32(bytes.count))  // captured
        block.put32(90)  // on the wire
        block.put32(status)
        block.put16(48)  // offset of the link header
        block.put16(62)  // offset of the network header
        block.put32(0)  // hash
        block.put32(tag)
        block.put16(type)
        block.put16(0)  // padding
        block.put64(0)  // padding
        block.bytes += bytes
        while block.bytes.count % 8 != 0 { block.bytes.append(0) }
    }

    func walk(_ bytes: [UInt8]) -> [SeenFrame] {
        bytes.withBytes { span in
            var block = RingBlock(span)
            var batch = FrameBatch()
            var seen: [SeenFrame] = []
            while !block.isFinished {
                batch.count = 0
                block.fill(span, link: .ethernet, interface: 4, into: &batch)
                seen += copy(span, batch)
            }
            return seen
        }
    }

    @Test
    func `frames and their VLAN tags are read`() {
        #expect(
            walk(Self.sample) == [
                SeenFrame(
                    nanoseconds: 3_000_000_007, bytes: [1, 2, 3, 4, 5], wire: 90, interface: 4, tpid: 0x88A8,
                    tci: 0x2064),
                SeenFrame(nanoseconds: 3_000_000_009, bytes: [6, 7], wire: 90, interface: 4, tpid: 0x8100, tci: 5),
            ])
    }

    @Test
    func `random changes never trap and a walk always ends`() {
        var generator = SplitMix(state: 11)
        for _ in 0..<5000 {
            var bytes = Self.sample
            for _ in 0..<3 {
                bytes[Int.random(in: 16..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            #expect(walk(bytes).count <= 2)
        }
    }

    @Test
    func `a count larger than the block ends with the block`() {
        var bytes = Self.sample
        bytes[15] = 0x01
        bytes[48] = 0  // the first frame points to itself
        #expect(walk(Array(bytes.prefix(100))).isEmpty)
    }
}
