/// The hash of the tables that every flow or message looks into: two multiplications instead of a cryptographic round.
///
/// Each half is mixed by a full-width multiplication, as wyhash does. The seed is drawn anew in every process, so nobody outside
/// can choose addresses that collide. Only ever a position in a table, never a result: it differs from run to run.
public struct SeededHash: Sendable, BitwiseCopyable {
    @usableFromInline let first: UInt64
    @usableFromInline let second: UInt64

    /// Of this process.
    public static let process = SeededHash(seed: UInt64.random(in: 0 ... .max))

    @inlinable
    public init(seed: UInt64) {
        first = seed ^ 0xA076_1D64_78BD_642F
        second = (seed &* 0xE703_7ED1_A0B4_28DB).byteSwapped ^ 0x8EBC_6AF0_9C88_C6E3
    }

    @inlinable @inline(__always)
    static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    @inlinable @inline(__always)
    public func of(_ number: UInt64) -> UInt64 { Self.mix(number ^ first, second) }

    @inlinable @inline(__always)
    public func of(_ address: IPAddress) -> UInt64 { Self.mix(address.high ^ first, address.low ^ second) }

    /// An address with a number, such as a port.
    @inlinable @inline(__always)
    public func of(_ address: IPAddress, _ number: UInt64) -> UInt64 {
        Self.mix(of(address) ^ number, first)
    }

    /// From `a` to `b`, with a number; the other way round is another hash.
    @inlinable @inline(__always)
    public func of(_ a: IPAddress, _ b: IPAddress, _ number: UInt64 = 0) -> UInt64 {
        Self.mix(of(a) ^ number, Self.mix(b.high ^ second, b.low ^ first))
    }

    /// The bytes of a text, eight at a time.
    @inlinable
    public func of(_ text: String) -> UInt64 {
        let bytes = text.utf8.span
        var hash = first ^ UInt64(truncatingIfNeeded: bytes.count)
        var word: UInt64 = 0
        for index in bytes.indices {
            word = word &<< 8 | UInt64(bytes[index])
            if index & 7 == 7 {
                hash = Self.mix(hash ^ word, second)
                word = 0
            }
        }
        return Self.mix(hash ^ word, second ^ first)
    }
}

/// What a bounded table can be keyed by. Rare keys need say nothing: they are hashed as a dictionary would.
public protocol SeededKey: Hashable {
    func hash(_ seed: SeededHash) -> UInt64
}

extension SeededKey {
    @inlinable
    public func hash(_ seed: SeededHash) -> UInt64 { UInt64(truncatingIfNeeded: hashValue) &* 0x9E37_79B9_7F4A_7C15 }
}

extension IPAddress: SeededKey {
    @inlinable @inline(__always)
    public func hash(_ seed: SeededHash) -> UInt64 { seed.of(self) }
}

extension UInt64: SeededKey {
    @inlinable @inline(__always)
    public func hash(_ seed: SeededHash) -> UInt64 { seed.of(self) }
}
