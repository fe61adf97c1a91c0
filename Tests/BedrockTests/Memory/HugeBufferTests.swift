import Bedrock
import Testing

@Suite
struct HugeBufferTests {
    struct Record: BitwiseCopyable, Equatable {
        var first: UInt64
        var second: UInt32
    }

    @Test(arguments: [false, true])
    func `a new buffer is all zeros and keeps what is written`(hugePages: Bool) throws {
        var buffer = try HugeBuffer<Record>(count: 300_000, hugePages: hugePages)
        #expect(buffer.count == 300_000)
        #expect(buffer.byteCount >= 300_000 * MemoryLayout<Record>.stride)
        #expect(buffer[299_999] == Record(first: 0, second: 0))
        buffer[299_999] = Record(first: 7, second: 8)
        buffer[0].second &+= 3
        #expect(buffer[299_999] == Record(first: 7, second: 8))
        #expect(buffer[0] == Record(first: 0, second: 3))
        #expect(buffer[150_000] == Record(first: 0, second: 0))
    }

    @Test
    func `clearing makes every entry zero again`() throws {
        var buffer = try HugeBuffer<UInt64>(count: 10_000)
        for index in 0..<10_000 { buffer[index] = UInt64(index) }
        buffer.clear()
        var sum: UInt64 = 0
        for index in 0..<10_000 { sum += buffer[index] }
        #expect(sum == 0)
    }

    @Test
    func `prefetching any index changes nothing and does not trap`() throws {
        let buffer = try HugeBuffer<UInt64>(count: 4)
        for index in [Int.min, -1, 0, 3, 4, Int.max] {
            buffer.prefetch(index)
            buffer.prefetchTwoLines(index)
        }
        #expect(buffer[3] == 0)
    }

    @Test
    func `an index outside of the buffer traps`() async {
        await #expect(processExitsWith: .failure) {
            let buffer = try HugeBuffer<UInt8>(count: 16)
            // The mapping is a whole page, so only the check can refuse this.
            _ = buffer[16]
        }
    }

    @Test
    func `more memory than there is address space is an error`() {
        #expect(throws: BedrockError.self) { _ = try HugeBuffer<UInt64>(count: 1 << 56) }
    }
}
