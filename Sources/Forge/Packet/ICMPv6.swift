package import Vocabulary

/// An ICMPv6 message (RFC 4443) or a neighbour discovery message (RFC 4861).
package struct ICMPv6: InternetContent, CarriesBytes {
    package var type: UInt8
    package var code: UInt8
    package var rest: UInt32
    package var body: [UInt8]
    package var checksum: UInt16?

    package init(type: UInt8, code: UInt8 = 0, rest: UInt32 = 0, body: [UInt8] = [], checksum: UInt16? = nil) {
        self.type = type
        self.code = code
        self.rest = rest
        self.body = body
        self.checksum = checksum
    }

    package static func echoRequest(id: UInt16, sequence: UInt16, _ payload: [UInt8] = PingPayload.linux) -> ICMPv6 {
        ICMPv6(type: 128, rest: UInt32(id) << 16 | UInt32(sequence), body: payload)
    }

    package static func echoReply(id: UInt16, sequence: UInt16, _ payload: [UInt8] = PingPayload.linux) -> ICMPv6 {
        ICMPv6(type: 129, rest: UInt32(id) << 16 | UInt32(sequence), body: payload)
    }

    /// Destination unreachable (code 4: port, 3: address), quoting an IPv6 packet.
    package static func unreachable(code: UInt8, quoting packet: [UInt8]) -> ICMPv6 {
        ICMPv6(type: 1, code: code, body: Array(packet.prefix(1232)))
    }

    package static func timeExceeded(quoting packet: [UInt8]) -> ICMPv6 {
        ICMPv6(type: 3, body: Array(packet.prefix(1232)))
    }

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

    package var identity: LayerIdentity { LayerIdentity(ipProtocol: 58) }

    package func open(in frame: inout FrameBuffer, next: LayerIdentity) {
        frame.mark()
        frame.bytes.append(type)
        frame.bytes.append(code)
        frame.bytes.append16(0)
        frame.bytes.append32(rest)
        frame.bytes.append(contentsOf: body)
    }

    package func close(in frame: inout FrameBuffer) {
        let start = frame.release()
        frame.bytes.patch16(checksum ?? frame.transportChecksum(from: start, protocol: 58), at: start + 2)
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
