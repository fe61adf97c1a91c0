import Bedrock
import Enrichment
import Foundation
import Outbound
import Vocabulary

/// The intelligence of a data folder, put together: the gate, the sources, what is kept.
///
/// The gate is the one of the process: whoever else calls outside (a model, a feed) is given it too.
struct IntelligenceRoom: Sendable {
    let gate: OutboundGate
    let desk: LookupDesk

    /// - Parameters:
    ///   - folder: of the state; nil keeps neither budgets, keys nor answers.
    ///   - cache: where answers are kept, instead of `evidence`.
    ///   - local: what this machine itself knows of addresses.
    init(
        folder: String?, evidence: (any IntelligenceStore)?, cache: (any VerdictCache)? = nil,
        local: [any LocalIntelligence] = [],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        gate = OutboundGate(ledger: folder.map { LedgerFile($0 + "/outbound.json") })
        desk = LookupDesk(
            gate: gate, cache: cache ?? evidence.map { StoredVerdicts($0) } ?? PassingVerdicts(),
            keys: try KeyRing(folder.map { $0 + "/intelligence-keys.json" }, environment: environment),
            environment: environment, local: local, now: { WallClock.now })
    }

    /// The desk of the API, with the settings that were kept in force.
    func office(
        store: any SentinelStore, waiting: @escaping @Sendable () async -> Int = { 0 }
    ) async throws -> IntelligenceOffice {
        let office = IntelligenceOffice(
            desk: desk, gate: gate, store: store, waiting: waiting, now: { WallClock.now })
        try await office.restore()
        return office
    }
}
