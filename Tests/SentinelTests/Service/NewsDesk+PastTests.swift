import Foundation
import StandIn
import Synchronization
import Testing
import Vocabulary

@testable import Sentinel

@Suite struct NewsDeskPastTests {
    private let store = MemoryStore()

    private func desk() -> NewsDesk {
        NewsDesk(store: store, ids: StreamIDs(after: 0), forged: false, version: "test") { _ in }
    }

    private func finding(
        _ detection: DetectionID = .exfiltration, at seconds: Double = 5000, victim: UInt8 = 9
    ) -> Finding {
        Finding(
            detection: detection, summary: "It sends", severity: .high, confidence: 0.8, techniques: ["T1041"],
            attackers: [.address(IPAddress(192, 0, 2, 1))], victims: [.address(IPAddress(192, 0, 2, victim))],
            evidence: [Evidence("days", count: 7)], flows: [77], firstSeen: Timestamp(seconds: seconds),
            lastSeen: Timestamp(seconds: seconds + 10))
    }

    @Test func `a finding of the past opens an incident, and its alert names stored flows`() async throws {
        let id = try #require(try await desk().take(past: finding(), known: nil))
        let alert = try #require(store.edit { $0.alerts.first })
        #expect(alert.incident == id && alert.flowsAreStored)
        let record = try #require(try await store.incident(id))
        #expect(record.incident.events.map(\.id) == ["E1"] && record.incident.severity == .high)
    }

    @Test func `it joins the incident of the same attacker, and what the packet thread says later keeps it`()
        async throws
    {
        let desk = desk()
        var live = Incident(
            id: "INC-1", title: "A scan", severity: .medium, score: 10, detections: [.portScanVertical], techniques: [],
            attackers: finding().attackers, victims: [], firstSeen: Timestamp(seconds: 6000),
            lastSeen: Timestamp(seconds: 6001),
            events: [StoryEvent(id: "E1", finding: finding(.portScanVertical, at: 6000, victim: 3))])
        var news = CellarNews()
        news.changes = [.opened(live)]
        await desk.take(news)
        #expect(try await desk.take(past: finding(), known: nil) == "INC-1")
        #expect(try await store.incident("INC-1")?.incident.events.map(\.id) == ["E1", "H1"])
        live.score = 30
        news.changes = [.grew(live)]
        await desk.take(news)
        let record = try #require(try await store.incident("INC-1"))
        #expect(record.incident.events.map(\.id) == ["E1", "H1"] && record.incident.detections.contains(.exfiltration))
    }

    @Test func `what is suppressed or settled stays silent`() async throws {
        let desk = desk()
        let id = try #require(try await desk.take(past: finding(), known: nil))
        _ = try await store.triage(
            id, status: .falsePositive, note: nil, by: "me", at: Timestamp(seconds: 1), streamID: 1)
        #expect(try await desk.take(past: finding(at: 9000), known: id) == nil)
        _ = try await store.addSuppression(
            SuppressionRecord(detection: .c2Beacon, reason: "ours", by: "me", at: Timestamp(seconds: 1)))
        #expect(try await desk.take(past: finding(.c2Beacon), known: nil) == nil)
    }
}
