package import Vocabulary

/// Neighbour discovery (RFC 4861).
extension ICMPv6 {
    package static func neighborSolicitation(for target: IPAddress, from mac: MACAddress?) -> ICMPv6 {
        var body: [UInt8] = []
        body.appendAddress(target)
        if let mac { appendOption(1, mac, to: &body) }
        return ICMPv6(type: 135, body: body)
    }

    package static func neighborAdvertisement(
        of target: IPAddress, at mac: MACAddress, solicited: Bool = true, overrides: Bool = true, router: Bool = false
    ) -> ICMPv6 {
        var body: [UInt8] = []
        body.appendAddress(target)
        appendOption(2, mac, to: &body)
        let flags: UInt32 = (router ? 0x8000_0000 : 0) | (solicited ? 0x4000_0000 : 0) | (overrides ? 0x2000_0000 : 0)
        return ICMPv6(type: 136, rest: flags, body: body)
    }

    package static func routerSolicitation(from mac: MACAddress) -> ICMPv6 {
        var body: [UInt8] = []
        appendOption(1, mac, to: &body)
        return ICMPv6(type: 133, body: body)
    }

    /// A router advertisement with one on-link, autonomous /64 prefix.
    package static func routerAdvertisement(
        mac: MACAddress, prefix: IPAddress, lifetime: UInt16 = 1800, hopLimit: UInt8 = 64
    ) -> ICMPv6 {
        var body: [UInt8] = []
        body.append64(0)
        appendOption(1, mac, to: &body)
        body += [3, 4, 64, 0xC0]
        body.append32(86_400)
        body.append32(14_400)
        body.append32(0)
        body.append64(prefix.high)
        body.append64(0)
        return ICMPv6(type: 134, rest: UInt32(hopLimit) << 24 | UInt32(lifetime), body: body)
    }

    private static func appendOption(_ type: UInt8, _ mac: MACAddress, to body: inout [UInt8]) {
        body += [type, 1]
        body.appendMAC(mac)
    }
}

extension IPAddress {
    /// The solicited-node multicast address of this one (RFC 4291, 2.7.1).
    package var solicitedNode: IPAddress {
        IPAddress(high: 0xFF02_0000_0000_0000, low: 0x0001_FF00_0000 | low & 0xFF_FFFF)
    }

    /// The group MAC address that carries this multicast address (RFC 1112, RFC 2464).
    package var multicastMAC: MACAddress {
        isV4
            ? MACAddress(bits: 0x0100_5E00_0000 | UInt64(v4Bits & 0x7F_FFFF))
            : MACAddress(bits: 0x3333_0000_0000 | low & 0xFFFF_FFFF)
    }
}
