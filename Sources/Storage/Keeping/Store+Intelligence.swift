internal import GRDB
package import Vocabulary

extension Store: IntelligenceStore {
    /// Addresses times sources that are kept at most.
    private static let verdictCap = 200_000
    /// Hosts whose evidence is kept at most; the oldest goes.
    private static let hostCap = 50_000
    /// The evidence of the host of a row, as a column.
    static let hostEvidence = "(SELECT record FROM host_evidence WHERE address = host.address) AS evidence"

    package func verdicts(about address: IPAddress) async throws -> [SourceVerdict] {
        try await reading { database in
            try String.fetchAll(
                database, sql: "SELECT record FROM verdict WHERE address = ? ORDER BY source",
                arguments: [address.column]
            ).compactMap { try? RecordJSON.value(SourceVerdict.self, $0) }
        }
    }

    package func keep(_ verdicts: [SourceVerdict], about address: IPAddress) async throws {
        guard !verdicts.isEmpty else { return }
        try await writing { database in
            for verdict in verdicts {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO verdict (address, source, at, expires, record) VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        address.column, verdict.source.storable, verdict.at.nanoseconds, verdict.expires.nanoseconds,
                        try RecordJSON.text(verdict).storable,
                    ])
            }
            let over = (try Int.fetchOne(database, sql: "SELECT count(*) FROM verdict") ?? 0) - Self.verdictCap
            guard over > 0 else { return }
            try database.execute(
                sql: """
                    DELETE FROM verdict WHERE (address, source) IN
                    (SELECT address, source FROM verdict ORDER BY expires LIMIT ?)
                    """, arguments: [over + 1000])
        }
    }

    package func attach(
        _ notes: [EvidenceNote], toIncident id: String, streamID: UInt64
    ) async throws -> IncidentRecord? {
        try await writing { database in
            guard let record = try Self.incident(id, database) else { return nil }
            try database.execute(
                sql: "UPDATE incident SET evidence = ?, updated = max(updated, ?) WHERE id = ?",
                arguments: [
                    try RecordJSON.text(record.evidence.taking(notes)).storable, streamID.column, id.storable,
                ])
            return try Self.incident(id, database)
        }
    }

    package func attach(_ note: EvidenceNote, toHost address: IPAddress) async throws {
        try await writing { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO host_evidence (address, at, record) VALUES (?, ?, ?)",
                arguments: [address.column, note.at.nanoseconds, try RecordJSON.text(note).storable])
            let over = (try Int.fetchOne(database, sql: "SELECT count(*) FROM host_evidence") ?? 0) - Self.hostCap
            guard over > 0 else { return }
            try database.execute(
                sql: """
                    DELETE FROM host_evidence WHERE address IN
                    (SELECT address FROM host_evidence ORDER BY at LIMIT ?)
                    """, arguments: [over + 1000])
        }
    }

    /// The evidence of an incident's row; none where what is kept cannot be read by this version.
    static func evidence(_ row: Row) -> [EvidenceNote] {
        guard let text: String = row["evidence"] else { return [] }
        return (try? RecordJSON.value([EvidenceNote].self, text)) ?? []
    }

    /// The evidence of a host's row.
    static func note(_ row: Row) -> EvidenceNote? {
        guard let text: String = row["evidence"] else { return nil }
        return try? RecordJSON.value(EvidenceNote.self, text)
    }
}
