package import Vocabulary

/// What the parts of an ordinary day share: the network, the sites people visit, and when the day ends.
package struct Day: Sendable {
    package let network: Network
    package let internet: Internet
    package let start: Timestamp
    package let hours: Double
    /// How much happens: 1 is a day of about half a million packets.
    package let intensity: Double

    package var end: Timestamp { start.advanced(bySeconds: hours * 3600) }

    /// A time of the day, in hours after its start; a shorter day is the same day in less time.
    package func at(_ hour: Double) -> Timestamp { start.advanced(bySeconds: hour / 24 * hours * 3600) }

    package func lookUp(_ client: Host, _ site: Internet.Site, _ timeline: inout Timeline) -> Timestamp {
        Lookup(network: network).ask(client, for: site, at: timeline.now, on: &timeline)
    }

    /// A site of that name with an address that follows from it, for services that are always the same.
    package func service(_ name: String) -> Internet.Site {
        var bits: UInt32 = 0x811C_9DC5
        for byte in name.utf8 { bits = (bits ^ UInt32(byte)) &* 0x0100_0193 }
        let address = IPAddress(v4: 0x2D00_0000 | bits & 0x3F_FFFF | 0x100)
        return Internet.Site(name: name, host: network.remote(address, name: name), hasIPv6: false)
    }

    /// Repeats with Poisson gaps from `first` to `last`.
    package func now(
        andThen mean: Double, from first: Timestamp, until last: Timestamp, on timeline: inout Timeline,
        _ action: @escaping Timeline.Action
    ) {
        let wait = timeline.random.exponential(mean: mean / intensity)
        let time = first.advanced(bySeconds: wait)
        guard time < last, time < end else { return }
        timeline.schedule(at: time) { timeline in
            action(&timeline)
            now(andThen: mean, from: time, until: last, on: &timeline, action)
        }
    }
}

extension Host {
    /// A multicast group as a destination.
    static func group(_ address: IPAddress) -> Host {
        Host(
            name: "", address: address, mac: address.multicastMAC, isLocal: true, ttl: 1, delay: 0, system: .appliance)
    }

    /// The broadcast address of a subnet as a destination.
    static func broadcast(_ block: AddressBlock) -> Host {
        Host(
            name: "", address: IPAddress(v4: block.base.v4Bits | 0xFF), mac: .broadcast, isLocal: true, ttl: 1,
            delay: 0,
            system: .appliance)
    }

    var linkLocal: Host {
        var host = self
        host.address = IPAddress(high: 0xFE80_0000_0000_0000, low: 0x0200_00FF_FE00_0000 | mac.bits & 0xFF_FFFF)
        return host
    }
}
