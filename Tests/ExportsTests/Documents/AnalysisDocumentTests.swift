import Exports
import Foundation
import Testing
import Vocabulary

@Suite struct AnalysisDocumentTests {
    var document: AnalysisDocument {
        var document = AnalysisDocument()
        document.input = "a \"quoted\" name.pcap"
        document.counts.packets = 3
        document.counts.ipv4 = 3
        document.first = Timestamp(seconds: 1)
        document.last = Timestamp(seconds: 2.5)
        document.linkTypes = [.ethernet]
        document.flows = 2
        document.malformed = [(Stop(.ipv4, .badLength), 1)]
        document.incidents = [
            Incident(
                id: "INC-1", title: "Port scan", severity: .high, score: 70, detections: [.portScanVertical],
                techniques: [Technique(id: "T1046", name: "Network Service Discovery", tactic: "discovery")],
                attackers: [.address(IPAddress(10, 0, 0, 1))], victims: [.mac(MACAddress(bits: 0x0200_0000_0001))],
                firstSeen: Timestamp(seconds: 1), lastSeen: Timestamp(seconds: 2),
                events: [
                    StoryEvent(
                        id: "E1",
                        finding: Finding(
                            detection: .portScanVertical, summary: "scan", severity: .high, confidence: 0.9,
                            techniques: ["T1046"], attackers: [], victims: [],
                            evidence: [Evidence("distinct_ports", count: 20, threshold: 15)], flows: [8],
                            firstSeen: Timestamp(seconds: 1), lastSeen: Timestamp(seconds: 2)))
                ])
        ]
        return document
    }

    @Test func `the document is the contract`() throws {
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(document.json().utf8)) as? [String: Any])
        let capture = try #require(json["capture"] as? [String: Any])
        #expect(capture["input"] as? String == "a \"quoted\" name.pcap")
        #expect(capture["packets"] as? Int == 3)
        #expect(capture["first"] as? String == "1970-01-01T00:00:01.000000Z")
        #expect((capture["counts"] as? [String: Int])?["ipv4"] == 3)
        let incident = try #require((json["incidents"] as? [[String: Any]])?.first)
        #expect(incident["attackers"] as? [String] == ["10.0.0.1"])
        #expect((incident["techniques"] as? [[String: String]])?.first?["id"] == "T1046")
        let event = try #require((incident["events"] as? [[String: Any]])?.first)
        let evidence = try #require((event["evidence"] as? [[String: Any]])?.first)
        #expect(evidence["value"] as? Int == 20)
        #expect(evidence["threshold"] as? Int == 15)
        #expect(json["hosts"] != nil)
        #expect(json["timing"] != nil)
    }

    @Test func `the same document is the same bytes`() {
        #expect(document.json() == document.json())
    }
}
