/// An IPv4 or IPv6 address in 16 bytes.
///
/// IPv4 is kept as the IPv4-mapped range `::ffff:a.b.c.d` (RFC 4291, 2.5.5.2), so one type, one hash and one comparison
/// serve both. A wire packet that really carries a mapped IPv6 address is therefore shown as the IPv4 address it names.
public struct IPAddress: Hashable, Sendable, BitwiseCopyable {
    /// The first eight bytes, as a number in host order.
    public var high: UInt64
    /// The last eight bytes, as a number in host order.
    public var low: UInt64

    @inlinable @inline(__always)
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An IPv4 address from its 32 bits, in host order: `0x0A00_0001` is 10.0.0.1.
    @inlinable @inline(__always)
    public init(v4 bits: UInt32) {
        self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(bits))
    }

    /// An IPv4 address from its four numbers.
    @inlinable
    public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        self.init(v4: UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d))
    }

    /// `::`, used where no address is known.
    @inlinable
    public static var unspecified: IPAddress { IPAddress(high: 0, low: 0) }

    @inlinable @inline(__always)
    public var isV4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// The 32 bits of an IPv4 address in host order; meaningless for IPv6.
    @inlinable @inline(__always)
    public var v4Bits: UInt32 { UInt32(truncatingIfNeeded: low) }
}

extension IPAddress: Comparable {
    @inlinable
    public static func < (left: IPAddress, right: IPAddress) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}

extension IPAddress {
    /// `0.0.0.0` or `::`.
    @inlinable
    public var isUnspecified: Bool { high == 0 && (low == 0 || low == 0xFFFF_0000_0000) }

    /// 127.0.0.0/8 or `::1`.
    @inlinable
    public var isLoopback: Bool { isV4 ? v4Bits >> 24 == 127 : high == 0 && low == 1 }

    /// 224.0.0.0/4 or ff00::/8.
    @inlinable
    public var isMulticast: Bool { isV4 ? v4Bits >> 28 == 0xE : high >> 56 == 0xFF }

    /// 255.255.255.255. A subnet's own broadcast address is known only to who knows the prefix: `HomeNetworks`.
    @inlinable
    public var isBroadcast: Bool { isV4 && v4Bits == 0xFFFF_FFFF }

    /// 169.254.0.0/16 (RFC 3927) or fe80::/10.
    @inlinable
    public var isLinkLocal: Bool { isV4 ? v4Bits >> 16 == 0xA9FE : high >> 54 == 0x3FA }

    /// RFC 1918, RFC 6598 (carrier NAT) or a unique local address (RFC 4193).
    @inlinable
    public var isPrivate: Bool {
        guard isV4 else { return high >> 57 == 0xFC >> 1 }
        let bits = v4Bits
        return bits >> 24 == 10 || bits >> 20 == 0xAC1 || bits >> 16 == 0xC0A8 || bits >> 22 == 0x6440_0000 >> 22
    }

    /// One receiver: not multicast, broadcast or unspecified.
    @inlinable @inline(__always)
    public var isUnicast: Bool {
        guard isV4 else { return high >> 56 != 0xFF && high | low != 0 }
        let bits = v4Bits
        return bits >> 28 != 0xE && bits != 0 && bits != 0xFFFF_FFFF
    }

    /// Unicast and routed on the Internet, as far as the address itself can tell.
    @inlinable
    public var isGlobal: Bool {
        guard isV4 else { return isUnicast && !isPrivate && !isLoopback && !isLinkLocal }
        // 0/8, 127/8, and all from 224 on: groups, what is reserved, broadcast.
        let first = v4Bits >> 24
        return first != 0 && first != 127 && first < 224 && !isPrivate && !isLinkLocal
    }

    /// The 16 bytes in network order.
    public var bytes: [UInt8] {
        (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> UInt64(56 - 8 * ($0 % 8))) }
    }
}
