/// A seeded random generator: xoshiro256**, its state filled by splitmix64 (Blackman and Vigna, prng.di.unimi.it).
///
/// Forged traffic must be the same on every machine and in every release, so nothing here depends on the standard
/// library's own generators or on its (unspecified) algorithms for ranges and shuffles. Not for secrets.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64

    package init(seed: UInt64) {
        var mixer = seed
        func mix(_ state: inout UInt64) -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        a = mix(&mixer)
        b = mix(&mixer)
        c = mix(&mixer)
        d = mix(&mixer)
    }

    package mutating func next() -> UInt64 {
        let product = b &* 5
        let result = ((product << 7) | (product >> 57)) &* 9
        let shifted = b << 17
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = (d << 45) | (d >> 19)
        return result
    }
}

extension SeededRandom {
    /// A whole number of the range, by multiplying down (bias below 2⁻³² for the ranges used here).
    package mutating func integer(in range: ClosedRange<Int>) -> Int {
        let width = UInt64(range.upperBound - range.lowerBound) &+ 1
        return width == 0 ? Int(truncatingIfNeeded: next()) : range.lowerBound + Int(below(width))
    }

    /// 0 ..< `bound`; 0 where the bound is 0.
    package mutating func below(_ bound: UInt64) -> UInt64 { next().multipliedFullWidth(by: bound).high }

    /// 0 ..< 1, in steps of 2⁻⁵³.
    package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    package mutating func real(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + unit() * (range.upperBound - range.lowerBound)
    }

    package mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// `value` moved by up to `part` of itself either way: 0.2 gives 80 % to 120 %.
    package mutating func jittered(_ value: Double, by part: Double) -> Double {
        part == 0 ? value : value * (1 + part * (2 * unit() - 1))
    }

    /// A waiting time of a Poisson process with this mean, cut off at 20 times the mean.
    package mutating func exponential(mean: Double) -> Double {
        min(20 * mean, -mean * naturalLogarithm(1 - unit()))
    }

    package mutating func element<Element>(_ items: [Element]) -> Element {
        precondition(!items.isEmpty, "a random element was asked of an empty list")
        return items[Int(below(UInt64(items.count)))]
    }

    package mutating func shuffle<Element>(_ items: inout [Element]) {
        for index in stride(from: items.count - 1, to: 0, by: -1) {
            items.swapAt(index, Int(below(UInt64(index + 1))))
        }
    }

    package mutating func bytes(_ count: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count + 7)
        while result.count < count {
            var word = next()
            for _ in 0..<8 {
                result.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        result.removeLast(result.count - count)
        return result
    }

    /// A generator of its own for one part of a scenario: what the part draws does not shift what others draw.
    package mutating func split() -> SeededRandom { SeededRandom(seed: next()) }
}

/// The natural logarithm by its series in (m-1)/(m+1), the same bits everywhere (the C library's may differ).
func naturalLogarithm(_ value: Double) -> Double {
    guard value > 0 else { return -745 }
    let mantissa = value.significand
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    for step in 0..<24 {
        sum += term / Double(2 * step + 1)
        term *= square
    }
    return 2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3
}
