import Analyst
import Outbound
package import Vocabulary

/// The analyst for a verb: one incident in, what to make of it out.
package struct Explainer: Sendable {
    /// Which model, as a person names it at the terminal.
    package struct Choice: Sendable {
        /// `gemini`, `ollama:llama3.2:3b`, …; nil for none.
        package var model: String?
        package var url: String?
        package var timeoutSeconds: Int?
        package var usesPseudonyms = true
        /// Where keys and budgets are kept; nil for nowhere.
        package var folder: String?
        package init() {}
    }

    private let analyst: ModelAnalyst

    /// - Throws: a sentence for a model that is not known.
    package init(_ choice: Choice = Choice()) throws(SentinelError) {
        guard var settings = ModelSettings(choice: choice.model ?? "none") else {
            let known = BackendCatalog.all.map(\.card.name).joined(separator: ", ")
            throw SentinelError(
                .output, "There is no model backend \(choice.model ?? ""): none, \(known) (then :MODEL).")
        }
        let secrets = AnalystSecrets(folder: choice.folder)
        settings.key = settings.backend.flatMap(secrets.key)
        settings.url = choice.url ?? ""
        settings.timeoutSeconds = choice.timeoutSeconds ?? settings.timeoutSeconds
        settings.usesPseudonyms = choice.usesPseudonyms
        analyst = ModelAnalyst(gate: OutboundGate(), settings: settings, pseudonyms: secrets.pseudonyms())
    }

    package func analysis(of incident: Incident) async -> IncidentAnalysis { await analyst.analysis(of: incident) }

    /// What a model would be sent, to the letter.
    package func prompt(for incident: Incident) async -> String { await analyst.prompt(for: incident).text }
}
