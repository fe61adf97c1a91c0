package import Vocabulary

/// Holds claims against the incident they are about, and strikes what its evidence does not support.
///
/// Why: whoever writes the claims (a model, reading text that attackers chose) is not believed. A claim stands only when the events it
/// cites exist, every number in it occurs in their evidence with a like unit, noun and side, every address, name, time and technique
/// occurs there, attacker and victim are not exchanged, what it says was done fits what was detected, and every other word belongs
/// to a closed vocabulary (`Lexicon`) or to our own words for these events. So it errs towards striking: a true claim in
/// unknown words is struck too, and shown as struck. It cannot tell whether a sentence made of right parts reasons well.
/// Bounds: 600 characters and 16 cited events a claim, 40 claims.
package struct EvidenceCheck: Sendable {
    package enum Verdict: Sendable, Hashable {
        case supported
        case struck(String)
    }

    package let incident: Incident
    private let events: [String: StoryEvent]
    static let longest = 600
    static let mostEvents = 16
    package static let mostClaims = 40

    package init(_ incident: Incident) {
        self.incident = incident
        events = Dictionary(incident.events.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The claims that stand, and the struck ones with their reasons.
    package func sort(
        _ claims: [IncidentAnalysis.Claim]
    ) -> (kept: [IncidentAnalysis.Claim], struck: [IncidentAnalysis.StruckClaim]) {
        var kept: [IncidentAnalysis.Claim] = []
        var struck: [IncidentAnalysis.StruckClaim] = []
        for claim in claims.prefix(Self.mostClaims) {
            switch judge(claim.text, citing: claim.events) {
            case .supported: kept.append(claim)
            case .struck(let reason):
                struck.append(
                    .init(
                        WireText.bounded(claim.text, limit: Self.longest),
                        events: claim.events.prefix(Self.mostEvents).map { WireText.bounded($0, limit: 12) },
                        reason: reason))
            }
        }
        return (kept, struck)
    }

    package func judge(_ text: String, citing ids: [String]) -> Verdict {
        guard !text.isEmpty, text.unicodeScalars.count <= Self.longest else {
            return .struck("is empty or longer than \(Self.longest) characters")
        }
        guard text.unicodeScalars.allSatisfy(WireText.isVisible) else {
            return .struck("has control or invisible characters")
        }
        guard !ids.isEmpty, ids.count <= max(Self.mostEvents, incident.events.count) else {
            return .struck("cites no event")
        }
        var cited: [StoryEvent] = []
        for id in ids {
            guard let event = events[id] else {
                return .struck("cites \(WireText.bounded(id, limit: 12)), which is not an event of the incident")
            }
            if !cited.contains(where: { $0.id == id }) { cited.append(event) }
        }
        let reading = ClaimReading(
            ClaimToken.read(text), text: text, ledger: EvidenceLedger(cited, of: incident), incident: incident)
        return reading.complaint.map { .struck($0) } ?? .supported
    }

    /// A technique a model argues for: in our table, and reported by a cited event, or the parent or a part of one that is.
    package func judge(technique id: String, citing ids: [String]) -> Verdict {
        guard Technique.named(id) != nil else {
            return .struck("\(WireText.bounded(id, limit: 20)) is not in the ATT&CK table")
        }
        guard !ids.isEmpty, ids.allSatisfy({ events[$0] != nil }) else {
            return .struck("cites no event of the incident")
        }
        let reported = ids.flatMap { events[$0]?.finding.techniques ?? [] }
        guard reported.contains(where: { $0 == id || Self.isKin($0, id) }) else {
            return .struck("no cited event speaks for \(id)")
        }
        return .supported
    }

    static func isKin(_ one: String, _ other: String) -> Bool {
        one.hasPrefix(other + ".") || other.hasPrefix(one + ".")
    }
}
