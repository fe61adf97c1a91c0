import Learning
import Testing

struct EntropyTests {
    @Test func `two equal symbols are one bit`() {
        #expect(Entropy.bits(of: [0, 1, 0, 1]) == 1)
        #expect(Entropy.bits(ofCounts: [5, 5, 0]) == 1)
    }

    @Test func `one symbol and no symbol are none`() {
        #expect(Entropy.bits(of: [7, 7, 7]) == 0)
        #expect(Entropy.bits(of: []) == 0)
    }

    private static let short = [
        "a", "aaaa", "abab", "x7kq92mzpw04", "hello-world", String(repeating: "ab1", count: 80),
    ]

    @Test(arguments: short) func `of a short text it is the same without memory`(_ text: String) {
        let bytes = Array(text.utf8)
        for count in [1, bytes.count / 2, bytes.count, bytes.count + 9] where count > 0 {
            let wanted = Entropy.bits(of: bytes.prefix(count))
            #expect(abs(Entropy.bits(ofShort: bytes.span, first: count) - wanted) < 0.001)
        }
        #expect(Entropy.bits(ofShort: bytes.span, first: 0) == 0)
    }

    @Test func `of a text that is not short the first 255 bytes count`() {
        let bytes = Array(repeating: UInt8(1), count: 300) + Array(0...255)
        #expect(Entropy.bits(ofShort: bytes.span, first: 1000) == 0)
    }
}
