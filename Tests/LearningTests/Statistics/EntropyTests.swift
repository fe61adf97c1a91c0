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
}
