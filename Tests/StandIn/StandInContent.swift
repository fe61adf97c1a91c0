package import Vocabulary

/// A little of everything, for a stand-in store. Addresses are those kept for documentation.
package enum StandInContent {
    /// 2026-01-05 12:00 UTC.
    package static let noon = Timestamp(nanoseconds: 1_767_614_400_000_000_000)

    package static var some: MemoryStore.Content {
        var content = MemoryStore.Content()
        for number in 1...3 { content.alerts.append(alert(UInt64(number * 10))) }
        content.incidents = [incident(1), incident(2)]
        content.flows = flow.map { [$0] } ?? []
        if let address = IPAddress("192.0.2.9") {
            var host = HostRecord(address: address, firstSeen: noon, lastSeen: noon)
            host.names = ["<b>host</b>"]
            host.bytesOut = 6
            content.hosts = [host]
        }
        content.traffic = [TrafficPoint(time: noon)]
        content.samples = [
            StatsSample(
                timestamp: noon, packetsSeen: 10, packetsDropped: 0, flowsActive: 1, alertsFired: 1, windowsAnalyzed: 1)
        ]
        return content
    }

    package static func alert(_ streamID: UInt64) -> AlertRecord {
        AlertRecord(streamID: streamID, finding: finding, incident: "INC-20260105-0000000001")
    }

    package static func incident(_ number: Int) -> IncidentRecord {
        let incident = Incident(
            id: "INC-20260105-000000000\(number)", title: "Port scan <script>alert(1)</script>", severity: .high,
            score: 60, detections: [.portScanVertical],
            techniques: [Technique(id: "T1046", name: "Network Service Discovery", tactic: "discovery")],
            attackers: finding.attackers, victims: finding.victims, firstSeen: noon, lastSeen: noon,
            events: [StoryEvent(id: "E1", finding: finding)])
        let evidence = number == 1 ? [StillIntelligence.note(IPAddress(192, 0, 2, 9))] : []
        return IncidentRecord(incident: incident, evidence: evidence, updated: UInt64(number))
    }

    private static var finding: Finding {
        Finding(
            detection: .portScanVertical, summary: "192.0.2.9 scans 198.51.100.7", severity: .high, confidence: 0.9,
            techniques: ["T1046"], attackers: Party("192.0.2.9").map { [$0] } ?? [],
            victims: Party("198.51.100.7").map { [$0] } ?? [],
            evidence: [
                Evidence("distinct_ports", count: 20, threshold: 15), Evidence("scan_type", text: "syn"),
                Evidence("lowest_ports", .list(["21", "22"])), Evidence("rate_per_second", measure: 2.5),
            ], flows: [7], firstSeen: noon, lastSeen: noon.advanced(bySeconds: 2))
    }

    private static var flow: FlowRecord? {
        guard let one = IPAddress("192.0.2.9"), let other = IPAddress("198.51.100.7") else { return nil }
        let key = FlowKey(initiator: one, initiatorPort: 40_000, responder: other, responderPort: 443, transport: .tcp)
        var flow = FlowRecord(key: key, start: noon, end: noon.advanced(bySeconds: 1.5))
        flow.id = 99
        flow.name = "\"><img src=x onerror=alert(1)>"
        return flow
    }
}
