import Testing
import Vocabulary

@testable import Analyst

@Suite("TemplateAnalyst")
struct TemplateAnalystTests {
    @Test func `there are forty incidents of every family that forging can make`() {
        #expect(ForgedIncidents.all.count >= 40)
        let families = Set(ForgedIncidents.all.flatMap { $0.incident.detections.map { DetectionFamily($0) } })
        #expect(families == Set(DetectionFamily.allCases).subtracting([.intelligence]))
    }

    @Test(arguments: ForgedIncidents.all)
    func `every claim of the templates is supported`(_ forged: ForgedIncidents.Case) {
        let claims = TemplateAnalyst().claims(for: forged.incident)
        let (kept, struck) = EvidenceCheck(forged.incident).sort(claims)
        #expect(struck.map { "\($0.text) \($0.reason)" } == [])
        #expect(kept.count >= 2)
    }

    @Test(arguments: ForgedIncidents.all)
    func `every analysis says what it means, what to do first and what could make it harmless`(
        _ forged: ForgedIncidents.Case
    ) {
        let analysis = TemplateAnalyst().analysis(of: forged.incident)
        #expect(analysis.origin == .template && analysis.model == nil)
        for text in [analysis.summary, analysis.meaning, analysis.firstStep, analysis.harmless] {
            #expect(!text.isEmpty)
        }
        #expect(analysis.techniques.map(\.technique) == forged.incident.techniques)
        #expect(analysis.techniques.allSatisfy { !$0.events.isEmpty && Technique.named($0.technique.id) != nil })
    }

    @Test(arguments: ForgedIncidents.all)
    func `high and critical have a playbook through all phases, lower ones none`(_ forged: ForgedIncidents.Case) {
        let playbook = TemplateAnalyst().analysis(of: forged.incident).playbook
        guard forged.incident.severity >= .high else {
            #expect(playbook.isEmpty)
            return
        }
        #expect(Set(playbook.map(\.phase)) == Set(PlaybookStep.Phase.allCases))
        #expect(playbook.map(\.id) == playbook.indices.map { "S\($0 + 1)" })
        let parties = (forged.incident.attackers + forged.incident.victims).map(\.description)
        let text = playbook.flatMap { [$0.action] + $0.commands }.joined(separator: "\n")
        #expect(parties.contains { text.contains($0) }, "no address is filled in")
        #expect(!text.contains("<") || !text.contains(">"), "a blank is left open")
    }

    @Test func `the same incident gives the same analysis, another another hash`() throws {
        let one = try #require(ForgedIncidents.first(.portScanVertical))
        #expect(TemplateAnalyst().analysis(of: one) == TemplateAnalyst().analysis(of: one))
        var grown = one
        grown.events[0].finding.evidence.append(Evidence("more", count: 1))
        #expect(TemplateAnalyst().analysis(of: grown).contentHash != TemplateAnalyst().analysis(of: one).contentHash)
    }

    @Test func `a rule without a template is told by its own words and numbers`() {
        let finding = Finding(
            detection: DetectionID(rawValue: "tomorrow"), summary: "192.0.2.1 calls 198.51.100.2 at an odd hour",
            severity: .high, confidence: 0.5, techniques: [], attackers: [.address(IPAddress(192, 0, 2, 1))],
            victims: [.address(IPAddress(198, 51, 100, 2))],
            evidence: [Evidence("window_seconds", measure: 60), Evidence("odd_contacts", count: 12, threshold: 3)],
            firstSeen: Timestamp(seconds: 0), lastSeen: Timestamp(seconds: 5))
        var incident = Incident(
            id: "INC-1", title: "t", severity: .high, score: 50, detections: [finding.detection], techniques: [],
            attackers: finding.attackers, victims: finding.victims, firstSeen: finding.firstSeen,
            lastSeen: finding.lastSeen, events: [StoryEvent(id: "E1", finding: finding)])
        let analysis = TemplateAnalyst().analysis(of: incident)
        #expect(analysis.claims.count == 3 && analysis.struck.isEmpty)
        #expect(!analysis.playbook.isEmpty)
        incident.events = []
        #expect(TemplateAnalyst().analysis(of: incident).claims.isEmpty)
    }
}
