/// The commands that come down from the API: what the running engine can be asked and told.
///
/// Who may ask is decided before; who asked goes into the audit log there. Operations throw `ServiceError`.
public protocol ServiceControl: Sendable {
    func status() async -> ServiceStatus

    func configuration() async -> ServiceConfiguration
    /// Truly changes the engine; all or nothing: `.invalid` lists every problem. Returns the whole as it is now.
    func apply(_ patch: ConfigurationPatch) async throws -> ServiceConfiguration

    /// By name.
    func rules() async -> [RuleStatus]
    /// `.notFound` for an unknown rule, `.invalid` for unknown options or values out of bounds.
    func setRule(_ name: String, enabled: Bool?, options: [String: Double]) async throws -> RuleStatus

    /// Kept in the store, applied to the engine and to the past.
    func addSuppression(_ row: SuppressionRecord) async throws -> SuppressionRecord
    /// `.notFound` when there is none of that id.
    func removeSuppression(_ id: Int64) async throws

    /// Tells readers of the live streams that a person changed an incident, and returns it; nil when there is none.
    func triage(
        _ id: String, status: Incident.Status?, note: String?, by: String
    ) async throws -> IncidentRecord?

    /// Takes over an uploaded file, which it removes when done. `.unavailable` while too many wait.
    func analyse(upload path: String, name: String) async throws -> AnalysisJob
    /// Newest first.
    func analyses() async -> [AnalysisJob]
    func analysis(_ id: String) async -> AnalysisJob?
    /// Stops it where it runs and forgets it; false when there is none of that id.
    func cancelAnalysis(_ id: String) async -> Bool
}
