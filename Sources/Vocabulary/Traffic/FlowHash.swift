/// A seeded 64-bit hash of the flow key that is the same for both directions.
///
/// Each end (address and port) is mixed by a full-width multiplication, as wyhash does; the two results are joined by sum
/// and exclusive or, which do not depend on their order. The seed keeps an attacker from choosing packets that collide.
/// Here, not in `Wire`, because the decoder stamps packets with it and the flow table looks quoted packets up by it: both
/// must be made with the same seed.
public struct FlowHash: Sendable, BitwiseCopyable {
    @usableFromInline let seeded: SeededHash

    @inlinable
    public init(seed: UInt64) { seeded = SeededHash(seed: seed) }

    @inlinable @inline(__always) var first: UInt64 { seeded.first }
    @inlinable @inline(__always) var second: UInt64 { seeded.second }

    @inlinable @inline(__always)
    static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 { SeededHash.mix(left, right) }

    /// The hash of (source, destination, ports, protocol), in either direction.
    @inlinable @inline(__always)
    public func flow(
        _ source: IPAddress, _ sourcePort: UInt16, _ destination: IPAddress, _ destinationPort: UInt16,
        _ transport: IPProtocol
    ) -> UInt64 {
        let left = Self.mix(source.high ^ first, source.low ^ second ^ UInt64(sourcePort) << 48)
        let right = Self.mix(destination.high ^ first, destination.low ^ second ^ UInt64(destinationPort) << 48)
        return Self.mix((left &+ right) ^ second, left ^ right ^ first ^ UInt64(transport.rawValue))
    }

    /// The hash of a fragmented packet's name, in one direction.
    @inlinable
    public func fragment(
        _ source: IPAddress, _ destination: IPAddress, _ identification: UInt32, _ transport: IPProtocol
    ) -> UInt64 {
        let left = Self.mix(source.high ^ first, source.low ^ second)
        let right = Self.mix(destination.high ^ second, destination.low ^ first)
        let name = UInt64(identification) << 8 | UInt64(transport.rawValue)
        return Self.mix(left ^ name, right &+ (name ^ second))
    }
}
