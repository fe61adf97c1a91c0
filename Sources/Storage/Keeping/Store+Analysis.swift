internal import GRDB
package import Vocabulary

extension Store: AnalysisStore {
    package func keep(
        _ analysis: IncidentAnalysis, of incident: String, streamID: UInt64
    ) async throws -> IncidentRecord? {
        try await writing { database in
            guard try Self.incident(incident, database) != nil else { return nil }
            try database.execute(
                sql: """
                    INSERT INTO incident_analysis (incident, record) VALUES (?, ?)
                    ON CONFLICT (incident) DO UPDATE SET record = excluded.record
                    """, arguments: [incident.storable, try RecordJSON.text(analysis)])
            try database.execute(
                sql: "UPDATE incident SET updated = max(updated, ?) WHERE id = ?",
                arguments: [streamID.column, incident.storable])
            return try Self.incident(incident, database)
        }
    }
}
