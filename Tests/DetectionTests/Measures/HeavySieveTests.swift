import Testing

@testable import Detection

@Suite struct HeavySieveTests {
    @Test func `a heavy key is counted among many light ones`() {
        var sieve = HeavySieve(slots: 256)
        let heavy = DistinctCount.mix(1)
        var best: UInt32 = 0
        for index in 0..<10_000 {
            _ = sieve.observe(DistinctCount.mix(UInt64(index + 100)), second: 10)
            if index % 4 == 0 { best = max(best, sieve.observe(heavy, second: 10)) }
        }
        #expect(best > 1000)
        #expect(best <= 2500)
    }

    @Test func `counts start anew with each period`() {
        var sieve = HeavySieve(slots: 64, period: 2)
        let key = DistinctCount.mix(1)
        for _ in 0..<10 { _ = sieve.observe(key, second: 10) }
        let answer17 = sieve.observe(key, amount: 3, second: 12) == 3
        #expect(answer17)
    }
}
