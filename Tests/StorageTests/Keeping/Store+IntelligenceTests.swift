import Testing
import Vocabulary

@testable import Storage

@Suite("Store+Intelligence")
struct StoreIntelligenceTests {
    private let attacker = IPAddress(45, 155, 205, 233)

    private func verdict(_ source: String, flagged: Bool = true, expires seconds: Double = 60) -> SourceVerdict {
        SourceVerdict(
            source: source, kind: .reputation, outcome: .answered, flagged: flagged, confidence: 0.5,
            reason: "reported\0", facts: [Evidence("reports", .count(4), threshold: 3)], at: Sample.start,
            expires: Sample.start.advanced(bySeconds: seconds))
    }

    private func note(_ subject: String, flagged: Bool = true) -> EvidenceNote {
        let verdicts = [verdict("abuseipdb", flagged: flagged)]
        return EvidenceNote(
            subject: subject, at: Sample.start, consensus: Consensus(verdicts, configured: 3, threshold: 3),
            verdicts: verdicts)
    }

    @Test func `verdicts survive a restart, and a newer one of a source takes the place of the older`() async throws {
        let folder = TestFolder()
        try await folder.store().keep([verdict("abuseipdb"), verdict("otx")], about: attacker)
        let store = try folder.store()
        try await store.keep([verdict("otx", flagged: false)], about: attacker)
        let kept = try await store.verdicts(about: attacker)
        #expect(kept.map(\.source) == ["abuseipdb", "otx"])
        #expect(kept.map(\.flagged) == [true, false])
        #expect(kept.first?.facts == [Evidence("reports", .count(4), threshold: 3)])
        #expect(try await store.verdicts(about: IPAddress(1, 1, 1, 1)) == [])
    }

    @Test func `evidence stays with an incident that grows, in its list and over a restart`() async throws {
        let folder = TestFolder()
        try await folder.store().whileRunning { store async throws in
            let incident = Sample.incident("INC-1", finding: Sample.finding(attacker: attacker))
            await store.keep(Sample.incidents(incident))
            let record = try await store.attach([note("45.155.205.233")], toIncident: "INC-1", streamID: 50)
            #expect(record?.evidence.map(\.subject) == ["45.155.205.233"])
            #expect(record?.updated == 50)
            await store.keep(Sample.incidents(incident, from: 60))
            _ = try await store.attach(
                [note("1.1.1.1", flagged: false), note("45.155.205.233")], toIncident: "INC-1", streamID: 61)
            #expect(try await store.attach([note("1.1.1.1")], toIncident: "INC-2", streamID: 62) == nil)
        }
        let store = try folder.store()
        let record = try #require(try await store.incident("INC-1"))
        #expect(record.evidence.map(\.subject) == ["45.155.205.233", "1.1.1.1"])
        #expect(try await store.incidents(IncidentQuery()).items.map { $0.consensus?.score } == ["1/3"])
        #expect(try await store.incidents(updatedAfter: 60, limit: 5).map(\.evidence.count) == [2])
    }

    @Test func `a host's page shows what was found out, its line in the list the consensus`() async throws {
        let folder = TestFolder()
        try await folder.store().whileRunning { store in
            // What is found out may come before the host is written down.
            try await store.attach(note("45.155.205.233"), toHost: attacker)
            var batch = StoreBatch()
            batch.hosts = [HostSighting(address: attacker, home: false, time: Sample.start)]
            await store.keep(batch)
        }
        let store = try folder.store()
        #expect(try await store.host(attacker)?.evidence?.consensus.score == "1/3")
        #expect(try await store.hosts(HostQuery()).items.first?.consensus?.flagged == 1)
        #expect(try await store.hosts(HostQuery()).total == 1)
    }

    @Test func `verdicts that expired longer ago than anything is kept are removed`() async throws {
        let folder = TestFolder()
        let store = try folder.store()
        try await store.keep([verdict("otx")], about: attacker)
        folder.turn(to: Sample.start.advanced(bySeconds: 30 * 86_400))
        await store.keepUp(Retention(days: 31))
        #expect(try await store.verdicts(about: attacker).count == 1)
        await store.keepUp(Retention(days: 29))
        #expect(try await store.verdicts(about: attacker).isEmpty)
    }
}
