import Bedrock
import Testing

@Suite struct PlainTextTests {
    private func text(_ bytes: [UInt8], lowercase: Bool = false) -> String? {
        bytes.withBytes { String(plain: $0, lowercase: lowercase) }
    }

    @Test(arguments: [1, 15, 16, 17, 255]) func `printable text stays as it is`(count: Int) {
        let bytes = (0..<count).map { UInt8(0x20 + $0 % 0x5F) }
        #expect(text(bytes) == String(decoding: bytes, as: UTF8.self))
    }

    @Test func `control characters become question marks`() {
        #expect(text([0, 0x41, 0x1F, 0x7F, 10]) == "?A???")
    }

    @Test func `letters alone are folded on request`() {
        #expect(text(Array("AZ@[az09".utf8), lowercase: true) == "az@[az09")
        #expect(text(Array("AZ@[az09".utf8)) == "AZ@[az09")
    }

    @Test func `a byte outside of ASCII gives nothing`() {
        #expect(text([0x41, 0x80]) == nil)
        #expect(text(Array(repeating: 0x41, count: 40) + [0xFF]) == nil)
    }

    @Test func `no bytes give an empty text`() { #expect(text([]) == "") }
}
