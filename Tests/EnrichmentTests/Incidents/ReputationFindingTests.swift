import Testing
import Vocabulary

@testable import Enrichment

@Suite("ReputationFinding")
struct ReputationFindingTests {
    private func finding(flagged: Int, configured: Int, isOutbound: Bool = true) -> Finding? {
        let now = Timestamp(nanoseconds: 0)
        let verdicts = (0..<configured).map { number in
            SourceVerdict(
                source: "s\(number)", kind: .reputation, outcome: .answered, flagged: number < flagged, confidence: 0.9,
                reason: "reported", at: now, expires: now)
        }
        let note = EvidenceNote(
            subject: "45.155.205.233", at: now, consensus: Consensus(verdicts, configured: configured, threshold: 3),
            verdicts: verdicts)
        let contact = Contact(
            address: IPAddress(45, 155, 205, 233), home: IPAddress(10, 0, 0, 5), isOutbound: isOutbound, flow: 7,
            time: now)
        return ReputationFinding.finding(contact, note)
    }

    @Test func `it takes the consensus, not one voice of three`() throws {
        #expect(finding(flagged: 0, configured: 3) == nil)
        #expect(finding(flagged: 2, configured: 3) == nil)
        #expect(finding(flagged: 0, configured: 0) == nil)
        #expect(finding(flagged: 1, configured: 1) != nil)
        let bad = try #require(finding(flagged: 3, configured: 3))
        #expect(bad.detection == .threatIntel)
        #expect(bad.severity == .high)
        #expect(bad.evidence.first == Evidence("flagged", count: 3, threshold: 3))
        #expect(bad.attackers.map(\.description) == ["45.155.205.233"])
        #expect(bad.flows == [7])
    }

    @Test func `who came to us weighs less than whom our host called`() {
        #expect(finding(flagged: 3, configured: 3, isOutbound: false)?.severity == .medium)
    }
}
