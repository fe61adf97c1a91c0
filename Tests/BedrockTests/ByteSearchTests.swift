import Bedrock
import Testing

@Suite struct ByteSearchTests {
    @Test func `the first of several is found, inside of the range only`() {
        let bytes = Array("a:b:c".utf8)
        #expect(bytes.withBytes { $0.firstIndex(of: UInt8(ascii: ":"), in: 0..<5) } == 1)
        #expect(bytes.withBytes { $0.firstIndex(of: UInt8(ascii: ":"), in: 2..<5) } == 3)
        #expect(bytes.withBytes { $0.firstIndex(of: UInt8(ascii: "c"), in: 0..<4) } == nil)
        #expect(bytes.withBytes { $0.firstIndex(of: UInt8(ascii: ":"), in: 5..<5) } == nil)
    }

    @Test func `in nothing there is nothing`() {
        #expect([UInt8]().withBytes { $0.firstIndex(of: 0, in: 0..<0) } == nil)
    }
}
