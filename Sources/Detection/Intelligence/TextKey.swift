import Vocabulary

/// Names as numbers of 122 bits: what the indicator table keeps of a domain or a fingerprint in place of its text.
///
/// Two polynomials over the bytes, modulo the prime 2^61 - 1, at two points that are drawn anew in every process (L. Carter,
/// M. Wegman, "Universal classes of hash functions", 1979). Two different texts of at most 255 bytes get the same number with a
/// chance of (255 / 2^61)^2, which is 2^-106, whoever chose them: so equal numbers are taken for equal texts. Built from the last
/// byte to the first, so one walk over a name meets the numbers of all domains it lies under.
package struct TextKey: Sendable, Hashable, BitwiseCopyable {
    package private(set) var first: UInt64 = 0
    package private(set) var second: UInt64 = 0

    package init() {}

    /// Of a whole text.
    package init(_ bytes: Span<UInt8>) {
        for index in bytes.indices.reversed() { prepend(bytes[index]) }
    }

    private static let prime: UInt64 = 1 << 61 - 1
    /// Not below 2^60, so that short texts do not lie close together.
    private static let points = (
        UInt64.random(in: 1 << 60..<prime), UInt64.random(in: 1 << 60..<prime)
    )

    /// The same text with a byte before it.
    @inline(__always)
    package mutating func prepend(_ byte: UInt8) {
        let points = Self.points
        first = Self.step(first, points.0, byte)
        second = Self.step(second, points.1, byte)
    }

    /// `sum * point + byte + 1` modulo the prime; the sum of the halves stays below 2^63.
    @inline(__always)
    private static func step(_ sum: UInt64, _ point: UInt64, _ byte: UInt8) -> UInt64 {
        let product = sum.multipliedFullWidth(by: point)
        var rest = (product.low & prime) &+ (product.high &<< 3 | product.low &>> 61) &+ UInt64(byte) &+ 1
        rest = (rest & prime) &+ rest &>> 61
        return rest >= prime ? rest &- prime : rest
    }
}
