import Testing
import Vocabulary

@testable import Incidents

@Suite struct IncidentPastTests {
    private func finding(_ detection: DetectionID, _ victim: UInt8, at seconds: Double) -> Finding {
        Finding(
            detection: detection, summary: "x", severity: .high, confidence: 0.8, techniques: ["T1041"],
            attackers: [.address(IPAddress(10, 0, 0, 1))], victims: [.address(IPAddress(10, 0, 1, victim))],
            evidence: [],
            flows: [1], firstSeen: Timestamp(seconds: seconds), lastSeen: Timestamp(seconds: seconds + 10))
    }

    @Test func `a finding of the past joins without taking an id of a live event`() {
        let live = Incident.found(finding(.c2Beacon, 1, at: 100))
        let joined = live.joined(by: finding(.exfiltration, 2, at: 10)).joined(by: finding(.rareDestination, 3, at: 5))
        #expect(joined.id == live.id)
        #expect(joined.events.map(\.id) == ["E1", "H1", "H2"])
        #expect(joined.firstSeen == Timestamp(seconds: 5) && joined.lastSeen == live.lastSeen)
        #expect(joined.detections == [.c2Beacon, .exfiltration, .rareDestination])
    }

    @Test func `one that goes on renews its event`() {
        let first = Incident.found(finding(.c2Beacon, 1, at: 100)).joined(by: finding(.exfiltration, 2, at: 10))
        let again = first.joined(by: finding(.exfiltration, 2, at: 500))
        #expect(again.events.count == 2 && again.events.last?.repeats == 2)
        #expect(again.lastSeen == Timestamp(seconds: 510))
    }
}
