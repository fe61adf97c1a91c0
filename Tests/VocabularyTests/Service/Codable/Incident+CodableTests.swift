import Foundation
import Testing
import Vocabulary

@Suite struct IncidentCodableTests {
    static let time = Timestamp(nanoseconds: 1_767_600_000_123_456_000)

    static var finding: Finding {
        Finding(
            detection: .portScanVertical, summary: "a scans b, \"quoted\" <b>", severity: .high,
            confidence: 0.8066666667,
            techniques: ["T1046"], attackers: [.address(IPAddress(10, 0, 0, 66))],
            victims: [.address(IPAddress(10, 0, 0, 7))]
                + [AddressBlock("10.0.1.0/24")].compactMap { $0.map(Party.block) },
            evidence: [
                Evidence("distinct_ports", count: UInt64.max, threshold: 15),
                Evidence("interval_seconds", measure: 0.25),
                Evidence("scan_type", text: "syn"), Evidence("lowest_ports", .list(["21", "22"])),
            ], flows: [1, UInt64.max], firstSeen: time, lastSeen: time.advanced(bySeconds: 2), order: 9)
    }

    static var incident: Incident {
        var incident = Incident(
            id: "INC-1", title: "Port scan \u{202E}x", severity: .critical, score: 91, status: .falsePositive,
            detections: [.portScanVertical, .synFlood], techniques: [Technique(id: "T1046", name: "n", tactic: "t")],
            attackers: finding.attackers, victims: finding.victims, firstSeen: time, lastSeen: time,
            events: [StoryEvent(id: "E1", finding: finding, repeats: 3)], droppedEvents: 2)
        incident.related = ["INC-0"]
        return incident
    }

    /// `order` is not kept, and confidences have six decimals.
    static func asKept(_ finding: Finding) -> Finding {
        var kept = finding
        kept.order = 0
        kept.confidence = 0.806667
        return kept
    }

    @Test func `an incident survives the way through JSON`() throws {
        let data = try JSONEncoder().encode(Self.incident)
        var expected = Self.incident
        expected.events[0].finding = Self.asKept(Self.finding)
        #expect(try JSONDecoder().decode(Incident.self, from: data) == expected)
    }

    @Test func `the names of its members are those of the document`() throws {
        let data = try JSONEncoder().encode(Self.incident)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "id", "title", "severity", "score", "status", "detections", "techniques", "attackers", "victims",
                "events",
                "related", "evidence", "analysis", "actions", "first_seen", "last_seen", "dropped_events",
            ])
        #expect(object["status"] as? String == "false_positive")
        #expect(object["first_seen"] as? String == "2026-01-05T08:00:00.123456Z")
        let event = try #require((object["events"] as? [[String: Any]])?.first)
        #expect(event["id"] as? String == "E1")
        #expect(event["repeats"] as? Int == 3)
        #expect(event["detection"] as? String == "port_scan_vertical")
    }

    @Test func `a record adds what people made of it, a summary leaves the story out`() throws {
        var record = IncidentRecord(incident: Self.incident, forged: true, updated: 77)
        record.notes = [.init(id: 1, by: "ada", at: Self.time, text: "mine")]
        func object(_ value: some Encodable) throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(value)) as? [String: Any])
        }
        let full = try object(record)
        #expect(full["triage"] is NSNull)
        #expect((full["notes"] as? [Any])?.count == 1)
        #expect(full["updated"] as? Int == 77)
        #expect(full["id"] as? String == "INC-1")
        let summary = try object(IncidentSummary(record))
        #expect(summary["events"] == nil)
        #expect(summary["event_count"] as? Int == 1)
        #expect(summary["notes_count"] as? Int == 1)
        #expect(summary["forged"] as? Bool == true)
    }

    @Test func `every cut and every changed byte is an error or an incident, never a trap`() throws {
        let data = try JSONEncoder().encode(Self.incident)
        for length in 0..<data.count {
            #expect(throws: (any Error).self) { try JSONDecoder().decode(Incident.self, from: data.prefix(length)) }
        }
        for place in data.indices {
            for byte: UInt8 in [0, 0x22, 0x2D, 0x39, 0x7B, 0xFF] {
                var changed = data
                changed[place] = byte
                let read = try? JSONDecoder().decode(Incident.self, from: changed)
                #expect(read == nil || read?.events.count ?? 0 <= 1)
            }
        }
    }
}
