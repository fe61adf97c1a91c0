import Crypto
package import Vocabulary

/// Community ID v1: a name for a flow that other tools compute in the same way (corelight/community-id-spec).
///
/// Base64 of the SHA-1 of seed, both addresses, protocol, a zero byte and both ports, the smaller end first. ICMP puts type and
/// counterpart's type (or code) where ports stand, as `FlowKey` does; messages without counterpart are not turned round.
/// Other protocols have no ports. Costs about a microsecond: computed for output, never per packet.
package enum CommunityID {
    /// `1:` and 28 letters.
    package static func text(of key: FlowKey, seed: UInt16 = 0) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(40)
        bytes.append(UInt8(seed >> 8))
        bytes.append(UInt8(seed & 0xFF))
        let turned = isTurned(key)
        let source = turned ? key.responder : key.initiator
        let destination = turned ? key.initiator : key.responder
        // Both ends of a packet are of one family; a mapped address is the IPv4 address it names.
        let isV4 = source.isV4 && destination.isV4
        append(source, isV4, to: &bytes)
        append(destination, isV4, to: &bytes)
        bytes.append(key.transport.rawValue)
        bytes.append(0)
        if hasPorts(key.transport) {
            let ports = turned ? (key.responderPort, key.initiatorPort) : (key.initiatorPort, key.responderPort)
            append(UInt64(ports.0), bytes: 2, to: &bytes)
            append(UInt64(ports.1), bytes: 2, to: &bytes)
        }
        return "1:" + Base64.text(Array(Insecure.SHA1.hash(data: bytes)))
    }

    private static func append(_ address: IPAddress, _ isV4: Bool, to bytes: inout [UInt8]) {
        if isV4 { return append(UInt64(address.v4Bits), bytes: 4, to: &bytes) }
        append(address.high, bytes: 8, to: &bytes)
        append(address.low, bytes: 8, to: &bytes)
    }

    /// The lowest `count` bytes of a number in network order.
    @inline(__always)
    private static func append(_ number: UInt64, bytes count: UInt64, to bytes: inout [UInt8]) {
        for place in 1...count { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * (count - place)))) }
    }

    private static func hasPorts(_ transport: IPProtocol) -> Bool {
        switch transport {
        case .tcp, .udp, .icmp, .icmpv6, .sctp: true
        default: false
        }
    }

    private static func isTurned(_ key: FlowKey) -> Bool {
        if isOneWay(key) { return false }
        if key.initiator != key.responder { return key.responder < key.initiator }
        return hasPorts(key.transport) && key.responderPort < key.initiatorPort
    }

    /// ICMP messages that nothing answers.
    private static func isOneWay(_ key: FlowKey) -> Bool {
        switch key.transport {
        case .icmp: return ![0, 8, 9, 10, 13, 14, 15, 16, 17, 18].contains(key.initiatorPort)
        case .icmpv6: return ![128, 129, 130, 131, 133, 134, 135, 136, 139, 140, 144, 145].contains(key.initiatorPort)
        default: return false
        }
    }
}

/// Base64 with padding (RFC 4648, 4).
enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var start = 0
        while start < bytes.count {
            let count = min(3, bytes.count - start)
            var bits = UInt32(bytes[start]) << 16
            if count > 1 { bits |= UInt32(bytes[start + 1]) << 8 }
            if count > 2 { bits |= UInt32(bytes[start + 2]) }
            for place in 0..<4 {
                let letter = letters[Int(bits >> UInt32(18 - 6 * place)) & 63]
                text.append(place <= count ? letter : UInt8(ascii: "="))
            }
            start += 3
        }
        return String(decoding: text, as: UTF8.self)
    }
}
