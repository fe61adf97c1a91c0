import Synchronization
package import Vocabulary

/// Intelligence without sources behind it: it remembers its settings and finds the same of every address.
package final class StillIntelligence: IntelligenceDesk {
    private struct State {
        var overview = IntelligenceOverview()
        var changes: [IntelligenceChange] = []
    }
    private let state: Mutex<State>

    package init() {
        var state = State()
        var source = IntelligenceSourceStatus(
            id: "abuseipdb", title: "AbuseIPDB", kind: .reputation, help: "Reports of abuse by address.")
        source.needsKey = true
        source.keyVariables = ["ABUSEIPDB_API_KEY"]
        source.state = .unconfigured
        source.options = [
            .init(CardOption("score", 60, 1...100, "percent", "Flagged from this on."), value: 60)
        ]
        source.perMinute = 60
        source.perDay = 1000
        source.refused = ["budget": 2]
        state.overview.sources = [source]
        self.state = Mutex(state)
    }

    /// Every change that came.
    package var changes: [IntelligenceChange] { state.withLock { $0.changes } }

    package func overview() async -> IntelligenceOverview { state.withLock { $0.overview } }

    package func apply(_ change: IntelligenceChange) async throws -> IntelligenceOverview {
        try state.withLock { state in
            for id in change.sources.keys.sorted() where id != "abuseipdb" {
                throw ServiceError.invalid(["sources.\(id): there is no such source"])
            }
            state.changes.append(change)
            if let offline = change.offline { state.overview.offline = offline }
            if change.sources["abuseipdb"]?.key != nil {
                state.overview.sources[0].key = "••••••"
                state.overview.sources[0].keyOrigin = .file
                state.overview.sources[0].configured = true
                state.overview.sources[0].state = .ok
            }
            return state.overview
        }
    }

    package func look(up address: IPAddress, fresh: Bool) async throws -> EvidenceNote { Self.note(address) }

    package func calls(limit: Int) async -> [OutboundCallRecord] {
        [
            OutboundCallRecord(
                at: StandInContent.noon, service: "abuseipdb", target: "https://api.abuseipdb.com:443",
                purpose: "reputation of 203.0.113.9", outcome: "200", left: true)
        ]
    }

    package func outbound() async -> [OutboundFigures] {
        [OutboundFigures(service: "abuseipdb", calls: 12, failed: 3, refused: ["budget": 2], state: .broken)]
    }

    package static func note(_ address: IPAddress) -> EvidenceNote {
        let verdict = SourceVerdict(
            source: "abuseipdb", kind: .reputation, outcome: .answered, flagged: true, confidence: 0.9,
            reason: "Confidence of abuse 90 %, 12 reports.", excerpt: "{}",
            facts: [Evidence("score", .measure(90), threshold: 60)], at: StandInContent.noon,
            expires: StandInContent.noon)
        return EvidenceNote(
            subject: "\(address)", at: StandInContent.noon,
            consensus: Consensus([verdict], configured: 1, threshold: 3), verdicts: [verdict])
    }
}
