import Bedrock
import Testing

@testable import Wire

@Suite struct WireTextTests {
    func text(_ bytes: [UInt8]) -> String { bytes.withBytes { wireText($0) } }

    @Test func `control characters and bad UTF-8 become question marks`() {
        #expect(text(Array("plain".utf8)) == "plain")
        #expect(text([97, 0, 10, 127, 98]) == "a???b")
        #expect(text([0xC3, 0xA9, 0xFF, 0xC2, 0x85]) == "é??")
        #expect(text([]).isEmpty)
    }

    @Test func `text ends after 255 characters`() {
        #expect(text([UInt8](repeating: 65, count: 1000)).count == 255)
        #expect(text(Array(String(repeating: "é", count: 400).utf8)).count == 255)
    }

    @Test func `hexadecimal is lower case and bounded`() {
        #expect(hexText([0x00, 0xAB, 0xFF]) == "00abff")
        #expect(hexText([UInt8](repeating: 1, count: 50)).utf8.count == 64)
    }
}
