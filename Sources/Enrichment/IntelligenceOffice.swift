import FoundationEssentials
package import Outbound
package import Vocabulary

/// The intelligence of the service for the API: settings are judged, kept and put in force here; keys go into their own file.
package actor IntelligenceOffice: IntelligenceDesk {
    private let desk: LookupDesk
    private let gate: OutboundGate
    private let store: any SentinelStore
    private let waiting: @Sendable () async -> Int
    private let now: @Sendable () -> Timestamp

    /// - Parameter waiting: how many incidents wait to be looked up.
    package init(
        desk: LookupDesk, gate: OutboundGate, store: any SentinelStore,
        waiting: @escaping @Sendable () async -> Int = { 0 }, now: @escaping @Sendable () -> Timestamp
    ) {
        self.desk = desk
        self.gate = gate
        self.store = store
        self.waiting = waiting
        self.now = now
    }

    /// Puts in force what was kept.
    package func restore() async throws {
        guard let text = try await store.setting(IntelligenceSettings.key),
            let settings = try? JSONDecoder().decode(IntelligenceSettings.self, from: Data(text.utf8))
        else { return }
        try await desk.use(settings)
    }

    package func overview() async -> IntelligenceOverview { await desk.overview(waiting: await waiting()) }

    package func apply(_ change: IntelligenceChange) async throws -> IntelligenceOverview {
        let problems = IntelligenceSettings.problems(change)
        guard problems.isEmpty else { throw ServiceError.invalid(problems) }
        var settings = await desk.settings
        settings.take(change, at: now())
        var keys = change.sources.compactMapValues(\.key)
        // A key that was kept for one server is not given to another.
        for (id, wanted) in change.sources where wanted.url != nil && wanted.key == nil { keys[id] = "" }
        let text = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
        do {
            try await desk.use(settings, keys: keys)
        } catch {
            throw ServiceError.unavailable(error.message)
        }
        try await store.setSetting(IntelligenceSettings.key, text)
        return await overview()
    }

    package func look(up address: IPAddress, fresh: Bool) async throws -> EvidenceNote {
        await desk.look(up: address, .person, fresh: fresh)
    }

    package func calls(limit: Int) async -> [OutboundCallRecord] {
        await gate.calls(limit: limit).map {
            OutboundCallRecord(
                at: $0.at, service: $0.service, target: $0.target, purpose: $0.purpose, outcome: $0.outcome,
                left: $0.left)
        }
    }

    package func outbound() async -> [OutboundFigures] {
        // Asked after all of them, so that the gate knows also those that were never called.
        let sources = await desk.overview().sources
        return await gate.standings().map { service, standing in
            let state = IntelligenceSourceStatus.State(rawValue: standing.state.rawValue) ?? .ok
            return OutboundFigures(
                service: service.name, calls: standing.calls, failed: standing.failed, refused: standing.refused,
                state: sources.first { $0.id == service.name }?.state ?? state)
        }
    }
}
