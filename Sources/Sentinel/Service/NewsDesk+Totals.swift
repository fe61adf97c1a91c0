import Capture
import Pipeline
import Vocabulary

extension NewsDesk {
    /// Takes over what the packet thread has counted so far.
    func count(_ totals: PathTotals, suppressed: UInt64) {
        let report = totals.report
        status.packets = totals.counts.packets
        status.bytes = totals.counts.bytes
        status.kernelDrops = report.kernelDrops
        status.ringDrops = report.ringDrops
        let all = report.kernelDrops + report.ringDrops + totals.counts.packets
        status.dropRate = all == 0 ? 0 : Double(report.kernelDrops + report.ringDrops) / Double(all)
        status.flowsActive = lastSecond?.activeFlows ?? 0
        status.alertsSuppressed = suppressed
        status.notices = report.notices
        status.losses = Dictionary(uniqueKeysWithValues: totals.losses.map { ($0.name, $0.count) })
        status.malformed = totals.stops.map {
            ServiceStatus.Malformed(layer: "\($0.stop.layer)", reason: "\($0.stop.reason)", count: $0.count)
        }
    }
}
