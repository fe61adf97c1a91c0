import Testing

@testable import Detection

@Suite struct RepeatSieveTests {
    @Test func `a second value of a key is told, the same value is not`() {
        var sieve = RepeatSieve(slots: 64)
        let key = DistinctCount.mix(7)
        let answer11 = sieve.observe(key, 80) == nil
        #expect(answer11)
        let answer12 = sieve.observe(key, 80) == nil
        #expect(answer12)
        let answer13 = sieve.observe(key, 443) == 80
        #expect(answer13)
    }

    @Test func `keys that come once are never told`() {
        var sieve = RepeatSieve(slots: 1024)
        let told = (0..<100_000).filter { sieve.observe(DistinctCount.mix(UInt64($0)), UInt32($0)) != nil }
        #expect(told.isEmpty)
    }
}
