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
        var bytes: [UInt8] = [UInt8(seed >> 8), UInt8(seed & 0xFF)]
        bytes.reserveCapacity(40)
        let turned = isTurned(key)
        let source = turned ? key.responder : key.initiator
        let destination = turned ? key.initiator : key.responder
        // Both ends of a packet are of one family; a mapped address is the IPv4 address it names.
        let skipped = source.isV4 && destination.isV4 ? 12 : 0
        bytes += source.bytes[skipped...]
        bytes += destination.bytes[skipped...]
        bytes += [key.transport.rawValue, 0]
        if hasPorts(key.transport) {
            for port in turned ? [key.responderPort, key.initiatorPort] : [key.initiatorPort, key.responderPort] {
                bytes += [UInt8(port >> 8), UInt8(port & 0xFF)]
            }
        }
        return "1:" + Base64.text(Array(Insecure.SHA1.hash(data: bytes)))
    }

    private static func hasPorts(_ transport: IPProtocol) -> Bool {
        [.icmp, .tcp, .udp, .icmpv6, .sctp].contains(transport)
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
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let letter = letters[Int(bits >> UInt32(18 - 6 * place)) & 63]
                text.append(place <= group.count ? letter : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
