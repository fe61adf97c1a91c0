package import Vocabulary

extension MemoryStore: AnalysisStore {
    package func keep(
        _ analysis: IncidentAnalysis, of incident: String, streamID: UInt64
    ) async throws -> IncidentRecord? {
        edit { content in
            guard let place = content.incidents.firstIndex(where: { $0.incident.id == incident }) else { return nil }
            content.incidents[place].incident.analysis = analysis
            content.incidents[place].updated = max(content.incidents[place].updated, streamID)
            return content.incidents[place]
        }
    }
}
