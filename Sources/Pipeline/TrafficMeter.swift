import Flows
import Vocabulary

/// Turns running totals into one tick a second: the difference to the last reading.
struct TrafficMeter {
    private var last = CaptureCounts()
    private var lastOpened: UInt64 = 0

    mutating func read(_ counts: CaptureCounts, flows: FlowCounters, at second: Int64) -> TrafficTick {
        var tick = TrafficTick()
        tick.second = second
        tick.packets = counts.packets - last.packets
        tick.bytes = counts.bytes - last.bytes
        tick.tcp = counts.tcp - last.tcp
        tick.udp = counts.udp - last.udp
        tick.icmp = counts.icmp + counts.icmpv6 - last.icmp - last.icmpv6
        tick.other = tick.packets - min(tick.packets, tick.tcp + tick.udp + tick.icmp)
        tick.newFlows = flows.opened - lastOpened
        tick.activeFlows = flows.active
        last = counts
        lastOpened = flows.opened
        return tick
    }
}
