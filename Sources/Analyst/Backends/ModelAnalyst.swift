package import Outbound
package import Vocabulary

/// Explains incidents with a model where one is set up, and always with the templates: whatever the model does, there is an analysis.
///
/// A model's claims that pass the check come first; what they leave out is told by the templates. Answers are kept by the incident's
/// content and the settings (256 of them, the oldest goes). One question at a time; budget, timeout and size are the gate's.
package actor ModelAnalyst {
    private let gate: OutboundGate
    private let pseudonyms: AddressPseudonyms
    private var settings: ModelSettings
    private var cache: [String: IncidentAnalysis] = [:]
    private var order: [String] = []
    private var isAsking = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private(set) package var figures = Figures()
    private static let cacheCap = 256

    /// What became of questions, since the start.
    package struct Figures: Sendable, Hashable {
        package var asked: UInt64 = 0
        package var cached: UInt64 = 0
        package var failed: UInt64 = 0
        package var claimsKept: UInt64 = 0
        package var claimsStruck: UInt64 = 0
    }

    /// - Parameter pseudonyms: of this installation.
    package init(gate: OutboundGate, settings: ModelSettings, pseudonyms: AddressPseudonyms) {
        self.gate = gate
        self.settings = settings
        self.pseudonyms = pseudonyms
    }

    package func change(_ settings: ModelSettings) async {
        let isOther = settings != self.settings
        self.settings = settings
        if isOther { await gate.forgive(settings.service) }
    }

    /// Who would be asked; nil where no model is set up.
    package var title: String? { settings.backend.map { _ in settings.title } }

    package func standing() async -> ServiceStanding { await gate.standing(of: settings.service) }

    /// What would be sent about this incident, to the letter.
    package func prompt(for incident: Incident) -> AnalystPrompt { question(about: incident).prompt }

    /// - Parameter anew: asks also where an answer is kept.
    package func analysis(of incident: Incident, anew: Bool = false) async -> IncidentAnalysis {
        let plain = TemplateAnalyst().analysis(of: incident)
        guard settings.backend != nil else { return plain }
        let question = question(about: incident)
        let key = "\(settings.title) \(settings.effectiveURL) \(question.prompt.hash) \(plain.contentHash)"
        if !anew, let kept = cache[key] {
            figures.cached &+= 1
            return kept
        }
        await takeTurn()
        defer { passTurn() }
        if !anew, let kept = cache[key] { return kept }
        do {
            let answer = try await ask(question.prompt)
            let merged = merge(answer, question.disguise, into: plain, incident)
            keep(merged, key)
            return merged
        } catch {
            figures.failed &+= 1
            var fallback = plain
            fallback.fallback = "The model \(settings.title) was not heard: \(error)"
            return fallback
        }
    }

    /// Another question to the same model: the auditor's, the hunter's.
    package func text(_ question: ModelQuestion) async throws -> String {
        await takeTurn()
        defer { passTurn() }
        do { return try await send(question) } catch {
            figures.failed &+= 1
            throw error
        }
    }

    private func ask(_ prompt: AnalystPrompt) async throws -> ModelAnswer {
        let question = ModelQuestion(system: prompt.system, user: prompt.user, schema: AnalystPrompt.answerSchema)
        return try ModelAnswer(text: try await send(question))
    }

    private func send(_ question: ModelQuestion) async throws -> String {
        guard let name = settings.backend, let backend = BackendCatalog.named(name)?.backend else {
            throw AnalystError("No model is set up.")
        }
        let request = try backend.request(question, settings)
        figures.asked &+= 1
        let response = try await gate.send(request, to: settings.service)
        guard response.status == 200 else {
            throw AnalystError("The server answered with status \(response.status)\(Self.hint(response.status)).")
        }
        return try backend.answer(in: response.body)
    }

    private static func hint(_ status: Int) -> String {
        switch status {
        case 401, 403: ": is the key right?"
        case 404: ": is there such a model on that server?"
        case 429: ": it wants to be asked less"
        default: ""
        }
    }

    private func question(about incident: Incident) -> (prompt: AnalystPrompt, disguise: Disguise?) {
        let steps = TemplateAnalyst().playbook(for: incident)
        guard settings.usesPseudonyms else {
            return (AnalystPrompt(incident, steps: steps, instructions: settings.instructions), nil)
        }
        var disguise = Disguise(pseudonyms)
        let other = disguise.disguised(incident)
        let hidden = steps.map { step in
            var step = step
            step.action = disguise.replaced(step.action)
            return step
        }
        return (AnalystPrompt(other, steps: hidden, instructions: settings.instructions), disguise)
    }

    private func merge(
        _ answer: ModelAnswer, _ disguise: Disguise?, into plain: IncidentAnalysis, _ incident: Incident
    ) -> IncidentAnalysis {
        func revealed(_ text: String) -> String { disguise?.revealed(text) ?? text }
        let check = EvidenceCheck(incident)
        let said = answer.claims.prefix(EvidenceCheck.mostClaims).map {
            IncidentAnalysis.Claim(revealed($0.text), events: $0.events, by: .model)
        }
        let (kept, struck) = check.sort(Array(said))
        var result = plain
        result.struck += struck
        argue(answer, check, revealed, &result)
        figures.claimsKept &+= UInt64(kept.count)
        figures.claimsStruck &+= UInt64(struck.count)
        guard !kept.isEmpty else {
            result.fallback =
                "No claim of the model \(settings.title) stood up to the evidence; the summary is made of templates."
            return result
        }
        result.origin = .model
        result.model = settings.title
        let told = Set(kept.flatMap(\.events))
        // What no claim of the model speaks of is told by the templates.
        result.claims = kept + plain.claims.filter { claim in !claim.events.contains { told.contains($0) } }
        if let first = answer.firstStep, let step = plain.playbook.first(where: { $0.id == first }) {
            result.firstStep = "\(step.id): \(step.action)"
        }
        return result
    }

    /// Arguments for techniques that the check lets stand; an id that it does not is struck like a claim.
    private func argue(
        _ answer: ModelAnswer, _ check: EvidenceCheck, _ revealed: (String) -> String, _ result: inout IncidentAnalysis
    ) {
        for argued in (answer.techniques ?? []).prefix(16) {
            let text = revealed(argued.argument ?? "")
            var verdict = check.judge(technique: argued.id, citing: argued.events)
            if case .supported = verdict, !text.isEmpty { verdict = check.judge(text, citing: argued.events) }
            switch verdict {
            case .struck(let reason):
                result.struck.append(
                    .init(
                        WireText.bounded("\(argued.id) \(text)", limit: EvidenceCheck.longest),
                        events: argued.events.prefix(8).map { WireText.bounded($0, limit: 12) }, reason: reason))
            case .supported:
                guard let technique = Technique.named(argued.id) else { continue }
                if let place = result.techniques.firstIndex(where: { $0.technique == technique }) {
                    result.techniques[place].argument = text
                } else {
                    result.techniques.append(.init(technique, events: argued.events, argument: text))
                }
            }
        }
    }

    private func keep(_ analysis: IncidentAnalysis, _ key: String) {
        if cache[key] == nil { order.append(key) }
        cache[key] = analysis
        if order.count > Self.cacheCap { cache[order.removeFirst()] = nil }
    }

    private func takeTurn() async {
        guard isAsking else {
            isAsking = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func passTurn() {
        if waiting.isEmpty { isAsking = false } else { waiting.removeFirst().resume() }
    }
}
