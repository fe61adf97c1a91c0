import Flows
import Testing
import Vocabulary

@Suite struct HashSignsTests {
    private let hashing = SeededHash(seed: 9)

    @Test(arguments: [0, 1, 1000, 8192])
    func `what was put in may be held, and most of the rest is not`(keys: Int) {
        var signs = HashSigns(keys: keys)
        for key in 0..<UInt64(keys) { signs.insert(hashing.of(key)) }
        #expect((0..<UInt64(keys)).allSatisfy { signs.mayHold(hashing.of($0)) })
        let others = (UInt64(keys)..<UInt64(keys) + 10_000).count { signs.mayHold(hashing.of($0)) }
        #expect(others < 1000)
    }

    @Test func `the lowest bit of a hash is not looked at`() {
        var signs = HashSigns(keys: 64)
        signs.insert(0xABCD_EF00_1234_5678)
        #expect(signs.mayHold(0xABCD_EF00_1234_5679))
    }

    @Test func `emptied, it holds nothing`() {
        var signs = HashSigns(keys: 64)
        signs.insert(hashing.of(1))
        signs.removeAll()
        #expect(!signs.mayHold(hashing.of(1)))
    }
}
