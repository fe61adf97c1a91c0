import Analyst
import Vocabulary

/// The analyst's settings as they are kept in the store: everything but the key.
struct StoredAnalystSettings: Codable, Sendable, Hashable {
    /// Nil: no model.
    var backend: String?
    var url = ""
    var model = ""
    var perMinute = 10
    var perDay = 200
    var timeoutSeconds = 60
    var pseudonyms = true
    var minimumSeverity = Severity.medium
    var instructions = ""

    func modelSettings(_ secrets: AnalystSecrets) -> ModelSettings {
        var settings = ModelSettings(backend: backend)
        settings.url = url
        settings.model = model
        settings.key = backend.flatMap(secrets.key)
        settings.perMinute = perMinute
        settings.perDay = perDay
        settings.timeoutSeconds = timeoutSeconds
        settings.usesPseudonyms = pseudonyms
        settings.instructions = instructions.isEmpty ? nil : instructions
        return settings
    }

    /// What the patch makes of it, and what is wrong with that, in sentences.
    func merged(_ patch: AnalystSettingsPatch) -> (settings: StoredAnalystSettings, problems: [String]) {
        var result = self
        var problems: [String] = []
        func hold(
            _ name: String, _ value: Int?, _ range: ClosedRange<Int>, _ put: (inout StoredAnalystSettings, Int) -> Void
        ) {
            guard let value else { return }
            guard range.contains(value) else {
                problems.append("\(name): \(value) is not in \(range.lowerBound) to \(range.upperBound)")
                return
            }
            put(&result, value)
        }
        if let backend = patch.backend {
            if backend == "none" || backend.isEmpty {
                result.backend = nil
            } else if BackendCatalog.named(backend) != nil {
                if backend != self.backend {
                    // Another kind of server: what was said of the one before does not fit.
                    result.url = ""
                    result.model = ""
                }
                result.backend = backend
            } else {
                problems.append("backend: is none, \(BackendCatalog.all.map(\.card.name).joined(separator: ", "))")
            }
        }
        if let url = patch.url {
            if url.isEmpty || Self.isURL(url) {
                result.url = url
            } else {
                problems.append("url: is none of http or https")
            }
        }
        if let model = patch.model {
            if model.utf8.count <= 100, !model.contains(where: { $0.isWhitespace || $0.isNewline }) {
                result.model = model
            } else {
                problems.append("model: is a name of at most 100 characters")
            }
        }
        if let key = patch.key, key.utf8.count > 400 || !key.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) {
            problems.append("key: has characters that no key has")
        }
        if patch.key?.isEmpty == false, result.backend == nil { problems.append("key: of which backend?") }
        hold("per_minute", patch.perMinute, 1...600) { $0.perMinute = $1 }
        hold("per_day", patch.perDay, 0...100_000) { $0.perDay = $1 }
        hold("timeout_seconds", patch.timeoutSeconds, 1...600) { $0.timeoutSeconds = $1 }
        if let pseudonyms = patch.pseudonyms { result.pseudonyms = pseudonyms }
        if let severity = patch.minimumSeverity { result.minimumSeverity = severity }
        if let instructions = patch.instructions {
            if instructions.utf8.count <= 4000 {
                result.instructions = instructions
            } else {
                problems.append("instructions: at most 4000 bytes")
            }
        }
        return (result, problems)
    }

    private static func isURL(_ text: String) -> Bool {
        guard text.utf8.count <= 500, text.hasPrefix("http://") || text.hasPrefix("https://") else { return false }
        let rest = text.drop { $0 != "/" }.dropFirst(2)
        return !rest.isEmpty && rest.first != "/"
            && rest.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 64 && $0 != 92 }
    }
}
