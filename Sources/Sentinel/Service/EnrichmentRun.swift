import Bedrock
import Enrichment
import Foundation
import Hunting
import Outbound
package import Vocabulary

/// `netsentinel enrich`: lookups that a person asks for, with the budgets, the keys and the kept answers of the data folder.
package struct EnrichmentRun: Sendable {
    /// What was found out for one incident, for one alert of the retro-hunt, or for an address alone.
    package struct Outcome: Sendable, Encodable {
        package var incident: String?
        /// Of a scout alert: its number.
        package var alert: Int64?
        package var notes: [EvidenceNote]
    }

    private let store: (any SentinelStore)?
    let evidence: (any IntelligenceStore)?
    let desk: LookupDesk
    /// Alerts of the retro-hunt: the folder's, or those of another program's database; nil where there are none.
    let scout: (any ScoutStore)?
    /// Another program's database was named: nothing but its alerts is meant.
    let isForeign: Bool
    private let office: IntelligenceOffice?

    /// - Parameters:
    ///   - folder: the service's state; without one that can be opened, answers and budgets are kept for this run only.
    ///   - sources: only these, by id; nil for all that are switched on.
    ///   - database: a `net_sentinel.db` whose alerts are meant instead of what lies in the folder.
    package init(
        folder: String, sources: [String]? = nil, database: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws {
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
        let hasAlerts = FileManager.default.fileExists(atPath: ScoutDatabase.path(inFolder: folder))
        scout = try database != nil || hasAlerts ? RetroCommand.alerts(data: folder, database: database) : nil
        isForeign = database != nil
        // What is found out for another program's alerts is kept beside them.
        let cache = scout.map { ScoutVerdicts($0, now: { WallClock.now }) }
        let lists = HouseLists(data: folder)
        let room = try IntelligenceRoom(
            folder: isThere ? folder : nil, evidence: evidence, cache: isForeign || !isThere ? cache : nil,
            local: [HouseKnowledge { await lists.answer(about: $0) }], environment: environment)
        desk = room.desk
        if let store { office = try await room.office(store: store) } else { office = nil }
        let choices = try ScoutSources(environment: environment)
        if isForeign, !choices.isEmpty {
            var settings = await desk.settings
            choices.apply(to: &settings)
            try await desk.use(settings)
        }
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

    /// The addresses of an alert or an incident, or of an alert of the retro-hunt by its number.
    package func enrich(id: String, fresh: Bool) async throws -> Outcome {
        guard store != nil || scout != nil else { throw Self.nothing }
        if !isForeign, let store, let outcome = try await enrich(id: id, in: store, fresh: fresh) { return outcome }
        if let number = Int64(id), let outcome = try await enrich(scoutAlert: number, fresh: fresh) { return outcome }
        throw SentinelError(.enrichment, "There is no alert or incident \(id.prefix(80)).")
    }

    private static var nothing: SentinelError {
        SentinelError(
            .enrichment, "There is no stored state: name the folder with --data, or a database with --db-path.")
    }

    private func enrich(id: String, in store: any SentinelStore, fresh: Bool) async throws -> Outcome? {
        if let record = try await store.incident(id) { return await enrich(record.incident, fresh: fresh) }
        guard let alert = try await store.alert(id) else { return nil }
        if let incident = try await alert.incident.asyncFlatMap({ try await store.incident($0) }) {
            return await enrich(incident.incident, fresh: fresh)
        }
        return await enrich(parties: alert.finding.attackers + alert.finding.victims, of: nil, fresh: fresh)
    }

    /// Incidents that nobody has settled, the highest score first, then alerts of the retro-hunt, the newest first; told one by one
    /// as they are done. Of another program's database: its alerts.
    package func enrich(limit: Int, fresh: Bool, tell: (Outcome) throws -> Void) async throws {
        guard store != nil || scout != nil else { throw Self.nothing }
        var left = limit
        if !isForeign, let store { try await enrichIncidents(store, &left, fresh: fresh, tell: tell) }
        try await enrichScoutAlerts(&left, fresh: fresh, tell: tell)
    }

    private func enrichIncidents(
        _ store: any SentinelStore, _ left: inout Int, fresh: Bool, tell: (Outcome) throws -> Void
    ) async throws {
        var query = IncidentQuery()
        query.statuses = [.new, .acknowledged, .contained]
        query.sort = .score
        query.page.limit = 500
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
