package import Vocabulary

/// Puts packets between two hosts on the stage, with the MAC addresses and TTLs the sensor would see.
extension Timeline {
    /// One IP packet from `source` to `destination` around `content`; IPv6 where both addresses are.
    package mutating func send(
        _ content: some InternetContent, from source: Host, to destination: Host, at time: Timestamp, ttl: UInt8? = nil
    ) {
        let target = destination.address
        let mac = target.isMulticast ? target.multicastMAC : target.isBroadcast ? .broadcast : destination.mac
        let ethernet = Ethernet(from: source.mac, to: mac)
        if source.address.isV4 {
            let header = IPv4(from: source.address, to: target, ttl: ttl ?? source.ttl, id: packetID())
            if let vlan {
                emit(ethernet / VLAN(vlan) / header / content, at: time)
            } else {
                emit(ethernet / header / content, at: time)
            }
        } else {
            let header = IPv6(from: source.address, to: target, hopLimit: ttl ?? source.ttl)
            if let vlan {
                emit(ethernet / VLAN(vlan) / header / content, at: time)
            } else {
                emit(ethernet / header / content, at: time)
            }
        }
    }

    package mutating func sendUDP(
        _ payload: [UInt8], from source: Host, _ sourcePort: UInt16, to destination: Host, _ port: UInt16,
        at time: Timestamp, ttl: UInt8? = nil
    ) {
        send(UDP(from: sourcePort, to: port) / payload, from: source, to: destination, at: time, ttl: ttl)
    }

    /// `source` asks who has `address`; `owner`, where it is given, answers.
    package mutating func resolve(_ address: IPAddress, for source: Host, owner: Host?, at time: Timestamp) {
        emit(
            Ethernet(from: source.mac, to: .broadcast)
                / ARP.request(who: address, from: source.address, mac: source.mac), at: time)
        if let owner {
            emit(
                Ethernet(from: owner.mac, to: source.mac)
                    / ARP.reply(address, isAt: owner.mac, to: source.address, mac: source.mac),
                at: time.advanced(bySeconds: random.real(in: 0.0001...0.0008)))
        }
    }
}

/// A long run of random bytes, made once: encrypted payload is cut from it.
package enum Noise {
    private static let pool: [UInt8] = {
        var random = SeededRandom(seed: 0x6E6F_6973_65)
        return random.bytes(65_536 + 16_640)
    }()

    /// The first `count` bytes: where a value must not depend on a generator.
    package static func fixed(_ count: Int) -> [UInt8] { Array(pool[..<count]) }

    /// `count` bytes (at most 16 640) from a random place.
    package static func slice(_ count: Int, _ random: inout SeededRandom) -> ArraySlice<UInt8> {
        precondition(count <= 16_640, "noise comes in runs of at most 16640 bytes")
        let start = Int(random.below(65_536))
        return pool[start..<start + count]
    }
}
