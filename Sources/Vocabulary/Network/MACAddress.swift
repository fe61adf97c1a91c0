/// A 48-bit link-layer address, in the low bits of a number in host order.
public struct MACAddress: Hashable, Sendable, BitwiseCopyable, Comparable {
    public var bits: UInt64

    @inlinable @inline(__always)
    public init(bits: UInt64) { self.bits = bits & 0xFFFF_FFFF_FFFF }

    /// All zero: "not known", as on links without addresses.
    @inlinable
    public static var none: MACAddress { MACAddress(bits: 0) }
    @inlinable
    public static var broadcast: MACAddress { MACAddress(bits: 0xFFFF_FFFF_FFFF) }

    /// The group bit of the first byte: multicast or broadcast.
    @inlinable
    public var isGroup: Bool { bits >> 40 & 1 == 1 }

    @inlinable
    public static func < (left: MACAddress, right: MACAddress) -> Bool { left.bits < right.bits }
}

extension MACAddress: CustomStringConvertible, LosslessStringConvertible {
    /// `02:00:5e:00:00:01`, lower case.
    public var description: String {
        stride(from: 40, through: 0, by: -8)
            .map { shift in
                let byte = String(bits >> UInt64(shift) & 0xFF, radix: 16)
                return byte.utf8.count == 1 ? "0" + byte : byte
            }
            .joined(separator: ":")
    }

    /// Six pairs of hexadecimal digits between colons or hyphens.
    public init?(_ text: String) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        guard parts.count == 6, parts.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
        var bits: UInt64 = 0
        for part in parts {
            guard part.first != "+", let byte = UInt8(part, radix: 16) else { return nil }
            bits = bits << 8 | UInt64(byte)
        }
        self.init(bits: bits)
    }
}
