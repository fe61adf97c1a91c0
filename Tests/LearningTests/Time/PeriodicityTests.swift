import Learning
import Testing

struct PeriodicityTests {
    /// A fixed pseudo-random sequence in 0..<1.
    struct Noise {
        var state: UInt64 = 88_172_645_463_325_252
        mutating func next() -> Double {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Double(state >> 11) / Double(UInt64(1) << 53)
        }
    }

    @Test func `a clock has no dispersion`() throws {
        let beat = try #require(Periodicity(gaps: Array(repeating: 38.0, count: 10)))
        #expect(beat.period == 38)
        #expect(beat.dispersion == 0)
        #expect(beat.explained == 1)
        #expect(beat.regularity == 1)
    }

    @Test(arguments: [0.0, 0.1, 0.25, 0.5]) func `jitter up to half the period is explained`(jitter: Double) throws {
        var noise = Noise()
        let gaps = (0..<40).map { _ in 60 * (1 + jitter * (2 * noise.next() - 1)) }
        let beat = try #require(Periodicity(gaps: gaps))
        #expect(beat.dispersion <= 0.3)
        #expect(beat.explained >= 0.9)
        #expect(abs(beat.period - 60) < 12)
    }

    @Test func `lost beats are folded`() throws {
        var noise = Noise()
        var gaps: [Double] = []
        var carried = 0.0
        for _ in 0..<60 {
            carried += 10 * (1 + 0.05 * (2 * noise.next() - 1))
            if noise.next() < 0.1 { continue }
            gaps.append(carried)
            carried = 0
        }
        let beat = try #require(Periodicity(gaps: gaps))
        #expect(beat.explained >= 0.95)
        #expect(beat.missed >= 1)
        #expect(beat.dispersion < 0.05)
    }

    @Test func `random arrivals are not a beat`() throws {
        var noise = Noise()
        for _ in 0..<200 {
            // Sum of -ln(u) by a crude rational is enough: a heavy tail and many short gaps.
            let gaps = (0..<32).map { _ in
                let u = noise.next()
                return 10 * u / (1.05 - u)
            }
            let beat = try #require(Periodicity(gaps: gaps))
            #expect(beat.dispersion > 0.3 || beat.explained < 0.8)
        }
    }

    @Test func `a round of unequal gaps is found`() throws {
        let gaps = (0..<30).map { [0.5, 0.5, 1.5][$0 % 3] }
        let beat = try #require(Periodicity(gaps: gaps))
        #expect(beat.arrivalsPerRound == 3)
        #expect(abs(beat.period - 2.5) < 1e-9)
    }

    @Test func `bursts count once`() throws {
        let gaps = (0..<30).map { $0 % 3 == 2 ? 9.98 : 0.01 }
        let beat = try #require(Periodicity(gaps: gaps))
        #expect(abs(beat.period - 10) < 0.05)
        #expect(beat.gaps == 10)
    }

    @Test func `too few or empty gaps give nothing`() {
        #expect(Periodicity(gaps: []) == nil)
        #expect(Periodicity(gaps: [1, 1, 1]) == nil)
        #expect(Periodicity(gaps: [0, 0, 0, 0, 0, 0]) == nil)
        #expect(Periodicity(gaps: [.nan, .infinity, -1, -1, -1]) == nil)
    }
}
