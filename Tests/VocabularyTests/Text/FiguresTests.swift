import Testing

@testable import Vocabulary

@Suite struct FiguresTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (-1000, "-1,000"), (-999, "-999"), (1_234_567, "1,234,567"),
        (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func `digits stand in threes`(number: Int, text: String) {
        #expect(Figures.grouped(number) == text)
    }

    @Test func `one is one, and others have a plural`() {
        #expect(Figures.counted(1, "host") == "1 host")
        #expect(Figures.counted(0, "host") == "0 hosts")
        #expect(Figures.counted(UInt64(1200), "entry", "entries") == "1,200 entries")
    }

    @Test(
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 kB"), (1249, "1.2 kB"), (999_940, "999.9 kB"),
            (999_960, "1 MB"), (1_500_000_000, "1.5 GB"), (2_000_000_000_000, "2 TB"),
        ] as [(Double, String)])
    func `bytes have decimal units`(count: Double, text: String) {
        #expect(Figures.bytes(count) == text)
    }

    @Test(
        arguments: [
            (0, "0 s"), (0.144, "0.14 s"), (0.999, "1 s"), (12.54, "12.5 s"), (59.96, "1 min"), (202.4, "3 min 22 s"),
            (3599.6, "1 h"), (7500, "2 h 5 min"), (86_399, "1 d"), (356_400, "4 d 3 h"), (8_640_000, "100 d"),
        ] as [(Double, String)])
    func `a time shows its two largest units`(seconds: Double, text: String) {
        #expect(Figures.duration(seconds) == text)
    }

    @Test func `what is not a number is said to be unknown`() {
        for value in [Double.nan, .infinity, -1] {
            #expect(Figures.duration(value) == "an unknown time")
            #expect(Figures.bytes(value) == "an unknown number of bytes")
        }
        #expect(Figures.plain(.nan) == "nan")
        #expect(Figures.plain(.infinity) == "inf")
    }

    @Test func `a plain number keeps three places, a large one one`() {
        #expect(Figures.plain(0.12345) == "0.123")
        #expect(Figures.plain(123.456) == "123.5")
        #expect(Figures.plain(5000) == "5,000")
        #expect(Figures.percent(1, of: 3) == "33 %")
        #expect(Figures.percent(1, of: 0) == "0 %")
    }
}
