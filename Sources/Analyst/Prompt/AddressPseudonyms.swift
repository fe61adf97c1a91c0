import Crypto
package import Vocabulary

/// Addresses under other names, so that a model elsewhere does not learn ours: addresses that share a prefix still do.
///
/// Each bit of an address is flipped or not by a keyed hash (HMAC-SHA256) of the bits before it: the construction of Crypto-PAn (Xu,
/// Fan, Ammar, Moon, ICNP 2002) with another pseudorandom function. One key an installation gives one address one name for ever. What it
/// hides: who is meant. What it does not: how addresses lie to each other, numbers, times and host names. MAC addresses keep their
/// first 24 bits and get a keyed rest.
package struct AddressPseudonyms: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: at least 16 bytes, kept with the installation.
    package init(key: [UInt8]) {
        precondition(key.count >= 16, "A key of pseudonyms has 16 bytes or more.")
        self.key = SymmetricKey(data: key)
    }

    package func pseudonym(of address: IPAddress) -> IPAddress {
        // IPv4 stays IPv4: the fixed 96 bits before it are not touched.
        let start = address.isV4 ? 96 : 0
        var result = address
        for bit in start..<128 where flips(address.masked(to: bit), bit, v4: address.isV4) { result.flip(bit) }
        return result
    }

    package func address(of pseudonym: IPAddress) -> IPAddress {
        let start = pseudonym.isV4 ? 96 : 0
        var result = pseudonym
        for bit in start..<128 where flips(result.masked(to: bit), bit, v4: pseudonym.isV4) { result.flip(bit) }
        return result
    }

    package func pseudonym(of mac: MACAddress) -> MACAddress {
        let code = HMAC<SHA256>.authenticationCode(for: Array("mac \(mac)".utf8), using: key)
        let rest = code.prefix(3).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return MACAddress(bits: mac.bits & 0xFFFF_FF00_0000 | rest)
    }

    private func flips(_ prefix: IPAddress, _ bit: Int, v4: Bool) -> Bool {
        let code = HMAC<SHA256>.authenticationCode(for: [v4 ? 4 : 6, UInt8(bit)] + prefix.bytes, using: key)
        return code.first { _ in true }.map { $0 & 1 == 1 } ?? false
    }
}

extension IPAddress {
    fileprivate mutating func flip(_ bit: Int) {
        if bit < 64 { high ^= 1 << UInt64(63 - bit) } else { low ^= 1 << UInt64(127 - bit) }
    }
}
