import Synchronization
package import Vocabulary

/// Where verdicts are kept until they expire. What it cannot do costs a lookup, nothing else: it never fails.
package protocol VerdictCache: Sendable {
    func verdicts(about address: IPAddress) async -> [SourceVerdict]
    func keep(_ verdicts: [SourceVerdict], about address: IPAddress) async
}

/// The cache in the store, which survives a restart.
package struct StoredVerdicts: VerdictCache {
    private let store: any IntelligenceStore

    package init(_ store: any IntelligenceStore) { self.store = store }

    package func verdicts(about address: IPAddress) async -> [SourceVerdict] {
        (try? await store.verdicts(about: address)) ?? []
    }

    package func keep(_ verdicts: [SourceVerdict], about address: IPAddress) async {
        guard !verdicts.isEmpty else { return }
        try? await store.keep(verdicts, about: address)
    }
}

/// A cache for as long as the process lives: where there is no store. Bounds: 1,000 addresses; when that many are held all are forgotten.
package final class PassingVerdicts: VerdictCache {
    private let held = Mutex<[IPAddress: [SourceVerdict]]>([:])

    package init() {}

    package func verdicts(about address: IPAddress) async -> [SourceVerdict] { held.withLock { $0[address] ?? [] } }

    package func keep(_ verdicts: [SourceVerdict], about address: IPAddress) async {
        held.withLock { held in
            if held.count >= 1000, held[address] == nil { held.removeAll() }
            let sources = Set(verdicts.map(\.source))
            held[address] = (held[address] ?? []).filter { !sources.contains($0.source) } + verdicts
        }
    }
}
