package import Vocabulary

/// A small LAN with a gateway and a resolver, seen from a mirror port of its switch.
///
/// Frames to and from remote machines carry the gateway's MAC address; the distance of a remote machine follows from its
/// address, so that it is the same in every scenario.
package struct Network: Sendable {
    package var block: AddressBlock
    package var gateway: Host
    package var resolver: Host
    /// People's machines.
    package var clients: [Host]
    /// Machines that offer services inside: 10 to 19 in the last number.
    package var servers: [Host]
    /// Printers, cameras, phones, televisions.
    package var things: [Host]
    package var localDomain: String
    /// The /64 of the LAN.
    package var prefix6: UInt64

    package var locals: [Host] { clients + servers + things }

    /// `third` is the third number of 192.168.x.0/24.
    package static func office(third: UInt8 = 20, clients: Int = 24, servers: Int = 6, things: Int = 8) -> Network {
        precondition(clients <= 150 && servers <= 10 && things <= 40, "an office of this size does not fit its /24")
        return Network(third: third, clients: clients, servers: servers, things: things, domain: "office.example")
    }

    package static func home(third: UInt8 = 1) -> Network {
        Network(third: third, clients: 6, servers: 1, things: 6, domain: "home.arpa")
    }

    private init(third: UInt8, clients: Int, servers: Int, things: Int, domain: String) {
        let prefix6: UInt64 = 0x2001_0DB8_0040_0000 | UInt64(third)
        self.prefix6 = prefix6
        localDomain = domain
        block = AddressBlock(IPAddress(192, 168, third, 0), prefix: 24) ?? AddressBlock.none
        func local(_ number: Int, _ name: String, vendor: UInt64, _ system: Host.System) -> Host {
            let mac = MACAddress(bits: vendor << 24 | UInt64(third) << 16 | UInt64(number) &* 0x9E5 & 0xFFFF)
            return Host(
                name: name, address: IPAddress(192, 168, third, UInt8(number)),
                address6: IPAddress(high: prefix6, low: 0x0200_00FF_FE00_0000 | mac.bits & 0xFF_FFFF), mac: mac,
                isLocal: true,
                ttl: system == .appliance ? 64 : system.initialTTL, delay: 0.000_25, system: system)
        }
        gateway = local(1, "gateway", vendor: 0x0418D6, .linux)
        resolver = local(1, "gateway", vendor: 0x0418D6, .linux)
        self.servers = (0..<servers).map {
            local(10 + $0, "server\($0 + 1)", vendor: 0x525400, $0 % 3 == 2 ? .linux : .windows)
        }
        self.clients = (0..<clients).map { index in
            local(
                101 + index, "pc\(index + 1)", vendor: index % 4 == 3 ? 0xA4D1D2 : 0x8C1645,
                index % 4 == 3 ? .apple : index % 6 == 5 ? .linux : .windows)
        }
        self.things = (0..<things).map { local(40 + $0, "thing\($0 + 1)", vendor: 0xB827EB, .appliance) }
        if servers > 4 { resolver = self.servers[0] }
    }

    /// A machine somewhere on the Internet; its distance follows from its address.
    package func remote(_ address: IPAddress, name: String = "", system: Host.System = .linux) -> Host {
        var mixed = (address.low ^ address.high) &* 0x9E37_79B9_7F4A_7C15
        mixed ^= mixed >> 29
        let hops = UInt8(5 + mixed % 13)
        return Host(
            name: name, address: address, mac: gateway.mac, isLocal: false, ttl: system.initialTTL &- hops,
            delay: 0.006 + Double(mixed >> 8 & 0xFF) / 255 * 0.09, system: system)
    }

    /// A local machine that is not among the listed ones: number 200 to 250 of the block.
    package func intruder(_ number: UInt8 = 231, system: Host.System = .linux) -> Host {
        var host = clients[0]
        host.name = "visitor"
        host.address = IPAddress(v4: block.base.v4Bits | UInt32(number))
        host.mac = MACAddress(bits: 0x0C9D_9200_0000 | UInt64(number) &* 0x1A35)
        host.address6 = IPAddress(high: prefix6, low: 0x0200_00FF_FE00_0000 | host.mac.bits & 0xFF_FFFF)
        host.system = system
        host.ttl = system.initialTTL
        return host
    }
}

extension AddressBlock {
    fileprivate static var none: AddressBlock {
        guard let block = AddressBlock(.unspecified, prefix: 128) else { preconditionFailure(":: is a block of one") }
        return block
    }
}
