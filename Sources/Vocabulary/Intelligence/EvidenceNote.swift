/// What is known of an address from outside of our own traffic: the verdicts of all sources and what they come to.
///
/// Stands in `evidence` of an incident, one an address, and on the page of a host. Bounds: `noteCap` notes an incident,
/// `verdictCap` verdicts a note.
public struct EvidenceNote: Sendable, Hashable, Codable {
    /// The address, as text.
    public var subject: String
    /// When the newest of it was found out: wall-clock time.
    public var at: Timestamp
    public var consensus: Consensus
    /// By kind, then by name of the source.
    public var verdicts: [SourceVerdict]

    public static let noteCap = 16
    public static let verdictCap = 24

    public init(subject: String, at: Timestamp, consensus: Consensus, verdicts: [SourceVerdict]) {
        self.subject = subject
        self.at = at
        self.consensus = consensus
        self.verdicts = Array(verdicts.prefix(Self.verdictCap))
    }
}

extension [EvidenceNote] {
    /// With a note taken in: in place of the older one about the same address; of too many, those that flag least go.
    public func taking(_ notes: [EvidenceNote]) -> [EvidenceNote] {
        var all = self
        for note in notes {
            if let place = all.firstIndex(where: { $0.subject == note.subject }) {
                all[place] = note
            } else {
                all.append(note)
            }
        }
        let ranked = all.sorted {
            ($0.consensus.flagged, $0.consensus.confidence, $1.subject)
                > ($1.consensus.flagged, $1.consensus.confidence, $0.subject)
        }
        return Array(ranked.prefix(EvidenceNote.noteCap))
    }
}
