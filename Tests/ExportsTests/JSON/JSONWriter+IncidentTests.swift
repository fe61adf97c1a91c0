import Exports
import Foundation
import Testing
import Vocabulary

/// Two writers tell an incident: this room's, whose bytes are ordered, and the `Codable` one that the store and the API use.
@Suite struct JSONWriterIncidentTests {
    private let incident: Incident = {
        let finding = Finding(
            detection: .c2Beacon, summary: "calls \"home\"", severity: .high, confidence: 0.75,
            techniques: ["T1071", "T1573"], attackers: [.address(IPAddress(10, 0, 0, 1))],
            victims: [.mac(MACAddress(bits: 0x0200_0000_0001))],
            evidence: [
                Evidence("connections", count: 20, threshold: 15),
                Evidence("interval_seconds", .measure(60.5)),
                Evidence("name", .text("a.example\u{202E}<b>")),
                Evidence("ports", .list(["80/tcp", "443/tcp"])),
            ], flows: [8, 9], firstSeen: Timestamp(seconds: 1), lastSeen: Timestamp(seconds: 2.25))
        var incident = Incident(
            id: "INC-1", title: "A beacon", severity: .high, score: 70, status: .falsePositive,
            detections: [.c2Beacon, .dga],
            techniques: [Technique(id: "T1071", name: "Application Layer Protocol", tactic: "command-and-control")],
            attackers: [.address(IPAddress(10, 0, 0, 1))], victims: [.address(IPAddress(203, 0, 113, 7))],
            firstSeen: Timestamp(seconds: 1), lastSeen: Timestamp(seconds: 2.25),
            events: [StoryEvent(id: "E1", finding: finding, repeats: 3)], droppedEvents: 2)
        incident.related = ["INC-2"]
        return incident
    }()

    @Test func `the terminal's incident is the API's, member for member`() throws {
        var writer = JSONWriter()
        writer.incident(incident)
        let ours = try #require(try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? NSDictionary)
        let theirs = try #require(
            try JSONSerialization.jsonObject(with: try JSONEncoder().encode(incident)) as? NSDictionary)
        #expect(ours == theirs)
    }
}
