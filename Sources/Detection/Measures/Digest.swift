package import Vocabulary

/// Fixed 64-bit digests of addresses and pairs, for tables and sieves that must decide the same way in every run.
///
/// Not seeded: who knows the mixing can make collisions, which costs him nothing but mixes his own entries up.
package enum Digest {
    @inline(__always)
    package static func of(_ address: IPAddress) -> UInt64 {
        DistinctCount.mix(address.low ^ address.high &* 0x9DDF_EA08_EB38_2D69)
    }

    /// From `a` to `b`: the other way round is another digest.
    package static func of(_ a: IPAddress, _ b: IPAddress) -> UInt64 {
        let first = a.low ^ a.high &* 0x9DDF_EA08_EB38_2D69
        let second = b.low ^ b.high &* 0xC2B2_AE3D_27D4_EB4F
        return DistinctCount.mix(first &* 0xFF51_AFD7_ED55_8CCD ^ second)
    }

    @inline(__always)
    package static func of(_ address: IPAddress, _ number: UInt32) -> UInt64 {
        DistinctCount.mix(
            address.low ^ address.high &* 0x9DDF_EA08_EB38_2D69 ^ UInt64(number) << 40 ^ UInt64(number) << 11)
    }

    package static func of(_ mac: MACAddress) -> UInt64 { DistinctCount.mix(mac.bits) }

    /// A conversation, whichever side it is seen from.
    package static func of(_ key: FlowKey) -> UInt64 {
        let one = of(key.initiator, UInt32(key.initiatorPort) | UInt32(key.transport.rawValue) << 16)
        let other = of(key.responder, UInt32(key.responderPort) | UInt32(key.transport.rawValue) << 16)
        return one ^ other
    }
}
