import Bedrock
import Testing

@Suite struct LentBytesTests {
    @Test func `an array lends exactly its bytes`() {
        let array: [UInt8] = [1, 2, 3, 4]
        #expect(array.withBytes { $0.byteCount } == 4)
        #expect(array.withBytes { $0.u32(0) } == 0x0102_0304)
    }

    @Test func `an empty array lends nothing`() {
        #expect([UInt8]().withBytes { $0.byteCount } == 0)
    }

    @Test func `lent bytes are copied to the end`() {
        let source: [UInt8] = [1, 2, 3]
        var target: [UInt8] = [9]
        source.withBytes { target.append(copying: $0) }
        source.withBytes { target.append(copying: $0.extracting(3..<3)) }
        #expect(target == [9, 1, 2, 3])
        #expect(source.withBytes { [UInt8](copying: $0) } == source)
    }
}
