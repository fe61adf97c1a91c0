/// A CIDR block of IPv4 or IPv6 addresses.
public struct AddressBlock: Hashable, Sendable, BitwiseCopyable {
    public let base: IPAddress
    /// Fixed bits of the 128-bit form: an IPv4 `/24` is 120 here.
    public let prefix: UInt8

    /// `prefix` counts in the address's own family: 0...32 for IPv4, 0...128 for IPv6. Host bits of `base` are cleared.
    public init?(_ base: IPAddress, prefix: Int) {
        guard (0...(base.isV4 ? 32 : 128)).contains(prefix) else { return nil }
        let fixed = base.isV4 ? prefix + 96 : prefix
        self.prefix = UInt8(fixed)
        self.base = base.masked(to: fixed)
    }

    /// `10.0.0.0/8`, `fd00::/8`, or a single address.
    public init?(_ text: String) {
        guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            guard let address = IPAddress(text) else { return nil }
            self.init(address, prefix: address.isV4 ? 32 : 128)
            return
        }
        let prefix = text[text.utf8.index(after: slash)...]
        // `Int` reads a sign.
        guard prefix.utf8.allSatisfy({ $0 &- 48 < 10 }), let prefix = Int(prefix),
            let base = IPAddress(String(text[..<slash]))
        else { return nil }
        self.init(base, prefix: prefix)
    }

    public func contains(_ address: IPAddress) -> Bool {
        address.masked(to: Int(prefix)) == base
    }
}

extension AddressBlock: CustomStringConvertible {
    public var description: String { "\(base)/\(base.isV4 ? Int(prefix) - 96 : Int(prefix))" }
}

extension IPAddress {
    /// This address with all but the first `bits` of its 128 bits cleared.
    public func masked(to bits: Int) -> IPAddress {
        let highMask = bits <= 0 ? 0 : bits >= 64 ? UInt64.max : ~(UInt64.max >> UInt64(bits))
        let lowMask = bits <= 64 ? 0 : bits >= 128 ? UInt64.max : ~(UInt64.max >> UInt64(bits - 64))
        return IPAddress(high: high & highMask, low: low & lowMask)
    }
}
