/// What the service's analyst can be asked: explanations, what a model would be sent, its settings, and the auditor.
///
/// Operations throw `ServiceError`.
public protocol AnalystDesk: Sendable {
    /// As it is kept, else made from templates now; nil when there is no such incident.
    func analysis(of incident: String) async throws -> IncidentAnalysis?
    /// Made now, by the model where one is set up; kept, and told on the live stream. Nil when there is no such incident.
    func analyseAnew(_ incident: String) async throws -> IncidentAnalysis?
    /// What a model would be sent about it, to the letter; nil when there is no such incident.
    func prompt(for incident: String) async throws -> AnalystPreview?

    func analystSettings() async -> AnalystSettings
    /// All or nothing: `.invalid` lists every problem.
    func apply(_ patch: AnalystSettingsPatch) async throws -> AnalystSettings

    /// `.unavailable` while one runs and others wait; `.invalid` for rows that cannot be read.
    func startAudit(_ request: AuditorRequest) async throws -> AuditorJob
    /// Newest first, without their rows.
    func auditorJobs() async -> [AuditorJob]
    func auditorJob(_ id: String) async -> AuditorJob?
    /// Stops it where it runs and forgets it; false when there is none of that id.
    func removeAudit(_ id: String) async -> Bool
    /// What the auditor's model is told, by name; the owner may change the texts.
    func auditorPrompts() async -> [AuditorPrompt]
    /// Nil: the text it came with.
    func setAuditorPrompt(_ name: String, _ text: String?) async throws -> AuditorPrompt
}

/// Where the store keeps what the analyst says.
public protocol AnalysisStore: Sendable {
    /// Nil when there is no such incident. `streamID` is that of the live message that tells it.
    func keep(_ analysis: IncidentAnalysis, of incident: String, streamID: UInt64) async throws -> IncidentRecord?
}

/// A question as it would leave. JSON: the document of `/api/incidents/{id}/prompt`.
public struct AnalystPreview: Sendable, Hashable, Encodable {
    public var system: String
    public var user: String
    /// Backend and model, or nil when none is set up and nothing would be sent.
    public var model: String?
    /// Where it would go.
    public var url: String?
    /// Addresses in it are under other names.
    public var pseudonyms: Bool
    public init(system: String, user: String, model: String?, url: String?, pseudonyms: Bool) {
        self.system = system
        self.user = user
        self.model = model
        self.url = url
        self.pseudonyms = pseudonyms
    }
    enum CodingKeys: String, CodingKey { case system, user, model, url, pseudonyms }
    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(system, forKey: .system)
        try box.encode(user, forKey: .user)
        try box.encode(model, forKey: .model)
        try box.encode(url, forKey: .url)
        try box.encode(pseudonyms, forKey: .pseudonyms)
    }
}
