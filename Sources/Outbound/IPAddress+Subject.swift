package import Vocabulary

extension IPAddress {
    /// Whether somebody outside may be asked about it: an address of the public Internet.
    ///
    /// Private, loopback, link-local, multicast, reserved, benchmark and documentation addresses are refused (IANA's special-purpose
    /// registries, RFC 6890 and its successors): they say nothing to anybody outside, and would tell how the house is built.
    package var mayBeLookedUp: Bool { isGlobal && !Self.special.contains { $0.contains(self) } }

    /// What is not public and `isGlobal` does not know.
    private static let special: [AddressBlock] = [
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
        "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
    ].compactMap { AddressBlock($0) }
}
