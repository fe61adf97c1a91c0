/// What one host sent and received in a span of event time.
package struct HostTally: Sendable, BitwiseCopyable, Hashable {
    /// Traffic to the host.
    package var inbound = Way()
    /// Traffic from the host.
    package var outbound = Way()
    /// New flows to the host whose first packet was a SYN.
    package var synsIn: UInt32 = 0

    package init() {}

    /// One direction. `bytes` are IP bytes; packets are also counted by protocol, `icmp` of both families.
    package struct Way: Sendable, BitwiseCopyable, Hashable {
        package var bytes: UInt64 = 0
        package var packets: UInt32 = 0
        /// New flows: opened by others towards the host, or by the host.
        package var flows: UInt32 = 0
        package var tcp: UInt32 = 0
        package var udp: UInt32 = 0
        package var icmp: UInt32 = 0
        package var other: UInt32 = 0
        package init() {}
    }

    static func += (left: inout HostTally, right: HostTally) {
        left.inbound += right.inbound
        left.outbound += right.outbound
        left.synsIn &+= right.synsIn
    }

    /// This tally in proportion, rounded down: what is left of a span of which the part `share` still counts.
    func scaled(_ share: Double) -> HostTally {
        var tally = HostTally()
        tally.inbound = inbound.scaled(share)
        tally.outbound = outbound.scaled(share)
        tally.synsIn = UInt32(Double(synsIn) * share)
        return tally
    }
}

extension HostTally.Way {
    static func += (left: inout Self, right: Self) {
        left.bytes &+= right.bytes
        left.packets &+= right.packets
        left.flows &+= right.flows
        left.tcp &+= right.tcp
        left.udp &+= right.udp
        left.icmp &+= right.icmp
        left.other &+= right.other
    }

    func scaled(_ share: Double) -> Self {
        var way = Self()
        way.bytes = UInt64(Double(bytes) * share)
        way.packets = UInt32(Double(packets) * share)
        way.flows = UInt32(Double(flows) * share)
        way.tcp = UInt32(Double(tcp) * share)
        way.udp = UInt32(Double(udp) * share)
        way.icmp = UInt32(Double(icmp) * share)
        way.other = UInt32(Double(other) * share)
        return way
    }
}
