import FoundationEssentials
package import Vocabulary

/// The cache in another program's database: `scout_enrichment_cache`, a row a source and address.
///
/// What net-scout itself kept there has no end and another shape: it is left alone until the same is asked anew.
package struct ScoutVerdicts: VerdictCache {
    private let store: any ScoutStore
    private let now: @Sendable () -> Timestamp

    package init(_ store: any ScoutStore, now: @escaping @Sendable () -> Timestamp) {
        self.store = store
        self.now = now
    }

    package func verdicts(about address: IPAddress) async -> [SourceVerdict] {
        var verdicts: [SourceVerdict] = []
        for source in SourceCatalog.all {
            guard let kept = try? await store.scoutLookup(kind: source.card.id, subject: address.description),
                let verdict = try? JSONDecoder().decode(SourceVerdict.self, from: Data(kept.json.utf8))
            else { continue }
            verdicts.append(verdict)
        }
        return verdicts
    }

    package func keep(_ verdicts: [SourceVerdict], about address: IPAddress) async {
        for verdict in verdicts {
            guard let data = try? JSONEncoder().encode(verdict) else { continue }
            try? await store.setScoutLookup(
                kind: verdict.source, subject: address.description, json: String(decoding: data, as: UTF8.self),
                now: now())
        }
    }
}
