package import Vocabulary

/// A machine that takes part in a scenario, as the sensor sees it.
package struct Host: Sendable, Hashable {
    package var name: String
    package var address: IPAddress
    /// Its IPv6 address, where it has one.
    package var address6: IPAddress?
    /// For a machine behind the gateway: the gateway's.
    package var mac: MACAddress
    package var isLocal: Bool
    /// TTL with which its packets reach the sensor.
    package var ttl: UInt8
    /// Seconds from a packet towards it to its answer, both seen at the sensor.
    package var delay: Double
    package var system: System

    package enum System: UInt8, Sendable {
        case linux, windows, apple, appliance

        /// TTL of fresh packets.
        package var initialTTL: UInt8 { self == .windows ? 128 : self == .appliance ? 255 : 64 }
    }

    package init(
        name: String, address: IPAddress, address6: IPAddress? = nil, mac: MACAddress, isLocal: Bool, ttl: UInt8,
        delay: Double, system: System
    ) {
        self.name = name
        self.address = address
        self.address6 = address6
        self.mac = mac
        self.isLocal = isLocal
        self.ttl = ttl
        self.delay = delay
        self.system = system
    }

    /// The same machine under its IPv6 address, where it has one.
    package var overIPv6: Host {
        var host = self
        if let address6 { host.address = address6 }
        return host
    }
}
