import Foundation
import StandIn
import Synchronization
import Testing
import Vocabulary

@testable import Sentinel

@Suite struct NewsDeskTests {
    private final class Ear: Sendable {
        let heard = Mutex<[LiveMessage]>([])
        func of(_ channel: LiveMessage.Channel) -> [LiveMessage] {
            heard.withLock { $0.filter { $0.channel == channel } }
        }
    }
    private let store = MemoryStore()
    private let ear = Ear()

    private func desk(forged: Bool = false) -> NewsDesk {
        NewsDesk(store: store, ids: StreamIDs(after: 0), forged: forged, version: "test") { [ear] message in
            ear.heard.withLock { $0.append(message) }
        }
    }

    private let finding = Finding(
        detection: .portScanVertical, summary: "One scans another", severity: .medium, confidence: 0.9,
        techniques: ["T1046"], attackers: [.address(IPAddress(192, 0, 2, 1))],
        victims: [.address(IPAddress(192, 0, 2, 2))],
        evidence: [Evidence("distinct_ports", count: 100)], flows: [7], firstSeen: Timestamp(seconds: 1),
        lastSeen: Timestamp(seconds: 2))

    private func incident(score: Int) -> Incident {
        Incident(
            id: "INC-1", title: "A scan", severity: .medium, score: score, detections: [.portScanVertical],
            techniques: [], attackers: finding.attackers, victims: finding.victims, firstSeen: finding.firstSeen,
            lastSeen: finding.lastSeen, events: [StoryEvent(id: "E1", finding: finding)])
    }

    private func json(_ message: LiveMessage) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(message.json)) as? [String: Any])
    }

    @Test func `a finding is kept and told under one id`() async throws {
        let desk = desk(forged: true)
        var news = CellarNews()
        news.found = [CellarNews.Found(finding: finding, incident: "INC-1")]
        await desk.take(news)
        let kept = try #require(store.edit { $0.alerts.first })
        let told = try #require(ear.of(.alerts).first)
        #expect(kept.streamID == told.id)
        #expect(kept.forged)
        #expect(try json(told)["rule_name"] as? String == "port_scan_vertical")
        #expect(await desk.fired[.portScanVertical]?.count == 1)
    }

    @Test func `many changes of one incident become one message, and an opening stays one`() async throws {
        let desk = desk()
        var news = CellarNews()
        news.changes = [.opened(incident(score: 10)), .grew(incident(score: 20)), .grew(incident(score: 30))]
        await desk.take(news)
        let told = ear.of(.live)
        #expect(told.count == 1)
        let data = try json(try #require(told.first))
        #expect(data["change"] as? String == "opened")
        #expect((data["incident"] as? [String: Any])?["score"] as? Int == 30)
    }

    @Test func `what a person decided before a restart is said of the same incident again`() async throws {
        let desk = desk()
        var record = IncidentRecord(incident: incident(score: 10))
        record.triage = IncidentRecord.Triage(status: .resolved, by: "ann", at: Timestamp(seconds: 3))
        await desk.recall([record])
        #expect(ear.of(.live).isEmpty)
        var news = CellarNews()
        news.changes = [.opened(incident(score: 10))]
        await desk.take(news)
        let told = try #require(ear.of(.live).last)
        #expect((try json(told)["incident"] as? [String: Any])?["status"] as? String == "resolved")
    }

    @Test func `what a person decided stays with an incident that grows`() async throws {
        let desk = desk()
        var record = IncidentRecord(incident: incident(score: 10))
        record.triage = IncidentRecord.Triage(status: .acknowledged, by: "ann", at: Timestamp(seconds: 3))
        record.incident.status = .acknowledged
        await desk.remember(record)
        var news = CellarNews()
        news.changes = [.grew(incident(score: 40))]
        await desk.take(news)
        let told = try #require(ear.of(.live).last)
        let shown = try #require(try json(told)["incident"] as? [String: Any])
        #expect(shown["status"] as? String == "acknowledged")
        #expect(shown["score"] as? Int == 40)
    }

    @Test func `what upstairs could not take is counted as unwritten`() async {
        let desk = desk()
        var news = CellarNews()
        news.lostFlows = 5
        news.lostRecords = 3
        await desk.take(news)
        let status = await desk.currentStatus()
        #expect(status.storage.unwritten.flows == 5)
        #expect(status.storage.unwritten.ticks == 3)
    }

    @Test func `each second statistics and the busiest flows are told`() async throws {
        let desk = desk()
        await desk.sample(over: 1)
        let sample = try json(try #require(ear.of(.stats).first))
        #expect(sample["packets_seen"] as? Int == 0)
        let table = try json(try #require(ear.of(.flows).first))
        #expect((table["flows"] as? [Any])?.isEmpty == true)
    }
}
