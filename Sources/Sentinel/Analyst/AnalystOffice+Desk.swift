import Analyst
import Bedrock
import Outbound
import Vocabulary

extension AnalystOffice: AnalystDesk {
    func analysis(of incident: String) async throws -> IncidentAnalysis? {
        guard let found = try await store.incident(incident)?.incident else { return nil }
        return found.analysis ?? TemplateAnalyst().analysis(of: found)
    }

    func analyseAnew(_ incident: String) async throws -> IncidentAnalysis? {
        guard let found = try await store.incident(incident)?.incident else { return nil }
        let analysis = await model.analysis(of: found, anew: true)
        try await keep(analysis, of: incident)
        return try await store.incident(incident)?.incident.analysis ?? analysis
    }

    func prompt(for incident: String) async throws -> AnalystPreview? {
        guard let found = try await store.incident(incident)?.incident else { return nil }
        let prompt = await model.prompt(for: found)
        let settings = stored.modelSettings(secrets)
        return AnalystPreview(
            system: prompt.system, user: prompt.user, model: settings.backend.map { _ in settings.title },
            url: settings.backend.map { _ in settings.effectiveURL }, pseudonyms: settings.usesPseudonyms)
    }

    func analystSettings() async -> AnalystSettings {
        let inForce = stored.modelSettings(secrets)
        var settings = AnalystSettings()
        settings.backend = inForce.backend ?? "none"
        settings.url = inForce.effectiveURL
        settings.model = inForce.effectiveModel
        settings.key = AnalystSecrets.masked(inForce.key)
        settings.keySource = inForce.key.map { _ in
            inForce.backend.flatMap(secrets.environmentKey) == nil ? "file" : "environment"
        }
        settings.perMinute = inForce.perMinute
        settings.perDay = inForce.perDay
        settings.timeoutSeconds = inForce.timeoutSeconds
        settings.pseudonyms = inForce.usesPseudonyms
        settings.minimumSeverity = stored.minimumSeverity
        settings.instructions = stored.instructions.isEmpty ? AnalystPrompt.instructions : stored.instructions
        settings.backends = BackendCatalog.all.map { entry in
            .init(
                name: entry.card.name, title: entry.card.title, url: entry.card.url, model: entry.card.model,
                needsKey: entry.card.needsKey)
        }
        guard inForce.backend != nil else { return settings }
        let (standing, figures) = (await model.standing(), await model.figures)
        settings.standing.state = standing.state.rawValue
        settings.standing.usedMinute = standing.usedMinute
        settings.standing.usedDay = standing.usedDay
        settings.standing.lastError = standing.lastError?.message ?? ""
        settings.standing.asked = figures.asked
        settings.standing.cached = figures.cached
        settings.standing.failed = figures.failed
        settings.standing.claimsKept = figures.claimsKept
        settings.standing.claimsStruck = figures.claimsStruck
        return settings
    }

    func apply(_ patch: AnalystSettingsPatch) async throws -> AnalystSettings {
        var (changed, problems) = stored.merged(patch)
        guard problems.isEmpty else { throw ServiceError.invalid(problems) }
        if changed.instructions == AnalystPrompt.instructions { changed.instructions = "" }
        if let key = patch.key, let backend = changed.backend {
            do { try secrets.keep(key.isEmpty ? nil : key, for: backend) } catch {
                throw ServiceError.unavailable("\(error)")
            }
        }
        try await keepSettings(changed)
        return await analystSettings()
    }
}
