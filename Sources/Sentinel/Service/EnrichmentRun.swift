import Bedrock
import Enrichment
import Foundation
import Outbound
package import Vocabulary

/// `netsentinel enrich`: lookups that a person asks for, with the budgets, the keys and the kept answers of the data folder.
package struct EnrichmentRun: Sendable {
    /// What was found out for one incident, or for an address alone.
    package struct Outcome: Sendable, Encodable {
        package var incident: String?
        package var notes: [EvidenceNote]
    }

    private let store: (any SentinelStore)?
    private let evidence: (any IntelligenceStore)?
    private let desk: LookupDesk
    private let office: IntelligenceOffice?

    /// - Parameters:
    ///   - folder: the service's state; without one that can be opened, answers and budgets are kept for this run only.
    ///   - sources: only these, by id; nil for all that are switched on.
    package init(folder: String, sources: [String]? = nil) async throws {
        if let sources {
            let unknown = sources.filter { SourceCatalog.source($0) == nil }
            guard unknown.isEmpty else {
                let names = SourceCatalog.all.map { $0.card.id }.joined(separator: ", ")
                throw SentinelError(
                    .enrichment, "There is no source \(unknown.joined(separator: ", ")): there are \(names).")
            }
        }
        let isThere = FileManager.default.fileExists(atPath: folder + "/netsentinel.db")
        let store = isThere ? try DataFolder.open(folder, .sharing) : nil
        self.store = store
        evidence = store as? any IntelligenceStore
        let room = try IntelligenceRoom(folder: isThere ? folder : nil, evidence: evidence)
        desk = room.desk
        if let store { office = try await room.office(store: store) } else { office = nil }
        if let sources {
            var settings = await desk.settings
            for source in SourceCatalog.all {
                settings.sources[source.card.id, default: .init()].enabled = sources.contains(source.card.id)
            }
            try await desk.use(settings)
        }
    }

    package func look(up address: IPAddress, fresh: Bool) async -> Outcome {
        let note = await desk.look(up: address, .person, fresh: fresh)
        try? await evidence?.attach(note, toHost: address)
        return Outcome(incident: nil, notes: [note])
    }

    /// The addresses of an alert or an incident.
    package func enrich(id: String, fresh: Bool) async throws -> Outcome {
        guard let store else {
            throw SentinelError(.enrichment, "There is no stored state: name the folder with --data.")
        }
        if let record = try await store.incident(id) { return await enrich(record.incident, fresh: fresh) }
        guard let alert = try await store.alert(id) else {
            throw SentinelError(.enrichment, "There is no alert or incident \(id.prefix(80)).")
        }
        if let incident = try await alert.incident.asyncFlatMap({ try await store.incident($0) }) {
            return await enrich(incident.incident, fresh: fresh)
        }
        return await enrich(parties: alert.finding.attackers + alert.finding.victims, of: nil, fresh: fresh)
    }

    /// Incidents that nobody has settled, the highest score first, told one by one as they are done.
    package func enrich(limit: Int, fresh: Bool, tell: (Outcome) throws -> Void) async throws {
        guard let store else {
            throw SentinelError(.enrichment, "There is no stored state: name the folder with --data.")
        }
        var query = IncidentQuery()
        query.statuses = [.new, .acknowledged, .contained]
        query.sort = .score
        query.page.limit = 500
        var left = limit
        repeat {
            let page = try await store.incidents(query)
            for summary in page.items where left > 0 && (fresh || summary.consensus == nil) {
                let outcome = await enrich(summary.incident, fresh: fresh)
                guard !outcome.notes.isEmpty else { continue }
                try tell(outcome)
                left -= 1
            }
            query.page.cursor = page.nextCursor
        } while left > 0 && query.page.cursor != nil
    }

    private func enrich(_ incident: Incident, fresh: Bool) async -> Outcome {
        await enrich(parties: incident.attackers + incident.victims, of: incident.id, fresh: fresh)
    }

    private func enrich(parties: [Party], of incident: String?, fresh: Bool) async -> Outcome {
        var notes: [EvidenceNote] = []
        for party in parties where notes.count < EvidenceNote.noteCap {
            guard case .address(let address) = party, address.mayBeLookedUp,
                !notes.contains(where: { $0.subject == address.description })
            else { continue }
            let note = await desk.look(up: address, .person, fresh: fresh)
            notes.append(note)
            try? await evidence?.attach(note, toHost: address)
        }
        if let incident, !notes.isEmpty {
            let micros = UInt64(max(0, WallClock.now.nanoseconds / 1000))
            _ = try? await evidence?.attach(notes, toIncident: incident, streamID: micros)
        }
        return Outcome(incident: incident, notes: notes)
    }
}

extension Optional where Wrapped == String {
    /// What an asynchronous question about it gives, nil where there is nothing to ask about.
    fileprivate func asyncFlatMap<Result>(_ body: (String) async throws -> Result?) async rethrows -> Result? {
        guard let self else { return nil }
        return try await body(self)
    }
}
