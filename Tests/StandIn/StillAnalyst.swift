import Synchronization
package import Vocabulary

/// An analyst that asks nobody: it remembers what it is told, and an audit of it is over at once.
package final class StillAnalyst: AnalystDesk {
    private struct State {
        var settings = AnalystSettings()
        var jobs: [AuditorJob] = []
        var prompts = [AuditorPrompt(name: "analyst", title: "Analyst", text: "Look through the rows.")]
        var count = 0
    }
    private let state = Mutex(State())
    private let store: MemoryStore

    package init(store: MemoryStore) { self.store = store }

    package func analysis(of incident: String) async throws -> IncidentAnalysis? {
        try await store.incident(incident).map { record in
            IncidentAnalysis(
                claims: [.init("192.0.2.9 scanned <b>198.51.100.7</b>.", events: ["E1"])],
                struck: [.init("It is harmless.", events: ["E1"], reason: "acquits")],
                techniques: record.incident.techniques.map { .init($0, events: ["E1"]) },
                meaning: "Somebody looks around.",
                firstStep: "Find out whose machine it is.", harmless: "A scanner of yours.",
                playbook: [.init(id: "S1", phase: .contain, action: "Block it.", commands: ["nft list ruleset"])],
                contentHash: "00", made: StandInContent.noon)
        }
    }

    package func analyseAnew(_ incident: String) async throws -> IncidentAnalysis? { try await analysis(of: incident) }

    package func prompt(for incident: String) async throws -> AnalystPreview? {
        try await store.incident(incident).map { record in
            AnalystPreview(system: "Explain.", user: record.incident.title, model: nil, url: nil, pseudonyms: true)
        }
    }

    package func analystSettings() async -> AnalystSettings { state.withLock { $0.settings } }

    package func apply(_ patch: AnalystSettingsPatch) async throws -> AnalystSettings {
        try state.withLock { state in
            var problems: [String] = []
            if let backend = patch.backend, !["none", "ollama", "openai", "gemini"].contains(backend) {
                problems.append("backend: is not known")
            }
            if let count = patch.perMinute, count > 600 { problems.append("per_minute: too many") }
            guard problems.isEmpty else { throw ServiceError.invalid(problems) }
            state.settings.backend = patch.backend ?? state.settings.backend
            state.settings.model = patch.model ?? state.settings.model
            if let key = patch.key { state.settings.key = key.isEmpty ? nil : "…" + key.suffix(4) }
            state.settings.perMinute = patch.perMinute ?? state.settings.perMinute
            return state.settings
        }
    }

    package func startAudit(_ request: AuditorRequest) async throws -> AuditorJob {
        try state.withLock { state in
            guard state.prompts.contains(where: { $0.name == request.prompt }) else {
                throw ServiceError.invalid(["prompt: is not known"])
            }
            state.count += 1
            var job = AuditorJob(id: "AUDIT-\(state.count)", source: request.source, started: StandInContent.noon)
            job.state = .done
            job.rowsRead = 2
            job.rows = [
                AuditorRow(
                    id: "E1", risk: .high, kind: "port_scan_vertical", source: "192.0.2.9", destination: "198.51.100.7",
                    port: 22, text: "=cmd()", hits: 2, first: StandInContent.noon, last: StandInContent.noon)
            ]
            job.findings = [
                .init(
                    text: "192.0.2.9 appears with Port scan, 2 hits in total.", risk: .high, rows: ["E1"], by: .template
                )
            ]
            job.message = "No model was asked."
            state.jobs.append(job)
            if state.jobs.count > 16 { state.jobs.removeFirst() }
            return job
        }
    }

    package func auditorJobs() async -> [AuditorJob] { state.withLock { $0.jobs.reversed() } }
    package func auditorJob(_ id: String) async -> AuditorJob? { state.withLock { $0.jobs.first { $0.id == id } } }
    package func removeAudit(_ id: String) async -> Bool {
        state.withLock { state in
            let before = state.jobs.count
            state.jobs.removeAll { $0.id == id }
            return state.jobs.count < before
        }
    }
    package func auditorPrompts() async -> [AuditorPrompt] { state.withLock { $0.prompts } }
    package func setAuditorPrompt(_ name: String, _ text: String?) async throws -> AuditorPrompt {
        try state.withLock { state in
            guard let place = state.prompts.firstIndex(where: { $0.name == name }) else {
                throw ServiceError.notFound("There is no prompt of that name.")
            }
            state.prompts[place].text = text ?? "Look through the rows."
            state.prompts[place].changed = text != nil
            return state.prompts[place]
        }
    }
}
