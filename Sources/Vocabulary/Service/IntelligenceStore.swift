/// What is kept of intelligence: answers of sources until they expire, and the evidence of incidents and hosts.
///
/// Operations throw `ServiceError`.
public protocol IntelligenceStore: Sendable {
    /// What was kept about an address, also what has expired since.
    func verdicts(about address: IPAddress) async throws -> [SourceVerdict]
    /// In place of older ones of the same sources. Bounded: beyond 200,000 the ones that expired first go.
    func keep(_ verdicts: [SourceVerdict], about address: IPAddress) async throws
    /// Adds evidence to an incident; nil when there is none of that id. `streamID` is that of the live message that tells it.
    func attach(_ notes: [EvidenceNote], toIncident id: String, streamID: UInt64) async throws -> IncidentRecord?
    /// Puts the note on the page of the host, where it is known.
    func attach(_ note: EvidenceNote, toHost address: IPAddress) async throws
}
