package import Capture
import Flows
package import Vocabulary
import Wire

/// Everything the packet path counted: what was seen, and what could not be.
package struct PathTotals: Sendable {
    package private(set) var counts = CaptureCounts()
    package private(set) var stops: [(stop: Stop, count: UInt64)] = []
    package private(set) var distinctTuples: UInt64 = 0
    package private(set) var tunnelledFlows: UInt64 = 0
    package private(set) var report = CaptureReport()
    private var refusedFlows: UInt64 = 0
    private var evictedFlows: UInt64 = 0
    private var latePackets: UInt64 = 0
    private var fragmentEvictions: UInt64 = 0
    private var streamsEvicted: UInt64 = 0
    private var streamGaps: UInt64 = 0

    init(_ engine: borrowing Engine, _ report: CaptureReport) {
        self.report = report
        counts = engine.decoder.counts
        stops = engine.decoder.stops.all
        fragmentEvictions = engine.decoder.fragmentEvictions
        latePackets = engine.flows.counters.late
        add(engine)
    }

    /// Adds what another engine of the same capture kept: its flows and streams, not its decoding.
    mutating func add(_ engine: borrowing Engine) {
        let flows = engine.flows.counters
        distinctTuples += flows.distinctTuples
        tunnelledFlows += flows.openedInTunnels
        refusedFlows += flows.refused
        evictedFlows += flows.evicted
        streamsEvicted += engine.dissector.counters.evicted
        streamGaps += engine.dissector.counters.gaps
    }

    /// Adds an engine that saw other frames: everything counts, drops and reports too.
    mutating func add(separate engine: borrowing Engine, _ more: CaptureReport) {
        add(engine)
        counts.add(engine.decoder.counts)
        fragmentEvictions += engine.decoder.fragmentEvictions
        latePackets += engine.flows.counters.late
        for (stop, count) in engine.decoder.stops.all {
            if let index = stops.firstIndex(where: { $0.stop == stop }) {
                stops[index].count += count
            } else {
                stops.append((stop, count))
            }
        }
        report.frames += more.frames
        report.bytes += more.bytes
        report.ringDrops += more.ringDrops
        for line in more.interfaces { addInterface(line) }
        report.earliest = [report.earliest, more.earliest].compactMap { $0 }.min()
        report.latest = [report.latest, more.latest].compactMap { $0 }.max()
        for notice in more.notices where !report.notices.contains(notice) { report.notice(notice) }
    }

    /// Workers share an interface: each has its own part of the frames, all see the same drops of the interface.
    private mutating func addInterface(_ line: InterfaceReport) {
        guard let index = report.interfaces.firstIndex(where: { $0.name == line.name }) else {
            return report.interfaces.append(line)
        }
        report.interfaces[index].frames += line.frames
        report.interfaces[index].received = (report.interfaces[index].received ?? 0) + (line.received ?? 0)
        report.interfaces[index].droppedBySystem += line.droppedBySystem
    }

    /// Name and number of what was lost or could not be seen, in a stable order; zeros included.
    package var losses: [(name: String, count: UInt64)] {
        [
            ("kernel_drops", report.kernelDrops), ("ring_drops", report.ringDrops), ("damaged_records", report.damaged),
            ("filtered_out", report.filteredOut), ("flows_refused", refusedFlows), ("flows_evicted", evictedFlows),
            ("late_packets", latePackets), ("fragments_evicted", fragmentEvictions),
            ("streams_evicted", streamsEvicted),
            ("stream_gaps", streamGaps),
        ]
    }
}

extension CaptureCounts {
    fileprivate mutating func add(_ other: CaptureCounts) {
        packets += other.packets
        bytes += other.bytes
        ipv4 += other.ipv4
        ipv6 += other.ipv6
        arp += other.arp
        tcp += other.tcp
        udp += other.udp
        icmp += other.icmp
        icmpv6 += other.icmpv6
        unsupported += other.unsupported
    }
}
