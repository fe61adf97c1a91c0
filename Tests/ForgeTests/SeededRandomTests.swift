import Forge
import Testing

@Suite struct SeededRandomTests {
    @Test func `the numbers are those of the published generators`() {
        // splitmix64 of 0 starts E220A8397B1DCDAF, 6E789E6AA1B965F4, 06C45D188009454F, F88BB8A8724C81EC; xoshiro256** of that state:
        var random = SeededRandom(seed: 0)
        #expect(
            (0..<3).map { _ in random.next() } == [0x99EC_5F36_CB75_F2B4, 0xBF6E_1F78_4956_452A, 0x1A5F_849D_4933_E6E0])
    }

    @Test func `numbers stay in their range and reach its ends`() {
        var random = SeededRandom(seed: 5)
        let drawn = (0..<2000).map { _ in random.integer(in: -3...4) }
        #expect(Set(drawn) == Set(-3...4))
        let waits = (0..<20_000).map { _ in random.exponential(mean: 2) }
        let mean = waits.reduce(0, +) / 20_000
        #expect(abs(mean - 2) < 0.1)
        #expect(waits.allSatisfy { $0 >= 0 && $0 <= 40 })
    }

    @Test func `a shuffle keeps every element`() {
        var random = SeededRandom(seed: 5)
        var items = Array(0..<100)
        random.shuffle(&items)
        #expect(items != Array(0..<100))
        #expect(items.sorted() == Array(0..<100))
    }
}
