import Capture
import Exports
import Flows
import Pipeline
import Vocabulary

/// How what was counted and found becomes the document that is shown.
extension AnalysisDocument {
    /// Most hosts listed.
    private static let hostLimit = 100

    init(_ input: String, _ totals: PathTotals, _ tower: borrowing Watchtower, home: HomeNetworks) {
        self.init()
        self.input = input
        counts = totals.counts
        first = totals.report.earliest
        last = totals.report.latest
        linkTypes = totals.report.linkTypes.map(\.link)
        flows = totals.distinctTuples
        tunnelledFlows = totals.tunnelledFlows
        dnsQueries = tower.dnsQueries
        dnsResponses = tower.dnsResponses
        malformed = totals.stops
        losses = totals.losses + [("unwritten_lines", tower.lostLines)]
        notices = totals.report.notices + (totals.report.loss.map { [$0.message] } ?? [])
        interfaces = totals.report.interfaces.map {
            InterfaceSummary(
                name: $0.name, received: $0.received ?? $0.frames, read: $0.frames,
                droppedByInterface: $0.droppedByInterface, lostInRing: $0.droppedBySystem)
        }
        incidents = tower.incidents
        hosts = tower.hosts.busiest(Self.hostLimit).map { address, entry in
            HostSummary(
                address: address, mac: entry.mac, name: "", isHome: home.contains(address),
                sentPackets: entry.sentPackets, sentBytes: entry.sentBytes, receivedPackets: entry.receivedPackets,
                receivedBytes: entry.receivedBytes, flows: entry.flows)
        }
    }
}
