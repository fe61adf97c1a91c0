package import Vocabulary

/// The finding that one of our hosts talks to an address which the reputation sources hold for bad.
///
/// Only where the consensus is met: one source among three is a hint that stands on the host's page, not an incident. What fools it: an
/// address that somebody else had before.
package enum ReputationFinding {
    package static func finding(_ contact: Contact, _ note: EvidenceNote) -> Finding? {
        guard note.consensus.shouldBlock else { return nil }
        let flags = note.verdicts.filter { $0.flagged && $0.kind == .reputation }
        let needed = min(note.consensus.threshold, note.consensus.configured)
        return Finding(
            detection: .threatIntel,
            summary: contact.isOutbound
                ? "\(contact.home) talks to \(contact.address), which reputation services hold for bad"
                : "\(contact.address), which reputation services hold for bad, talks to \(contact.home)",
            severity: contact.isOutbound ? .high : .medium,
            confidence: min(1, max(0.5, note.consensus.confidence)),
            techniques: contact.isOutbound ? ["T1071"] : [], attackers: [.address(contact.address)],
            victims: [.address(contact.home)],
            evidence: [
                Evidence("flagged", count: flags.count, threshold: Double(needed)),
                Evidence("configured", count: note.consensus.configured),
                Evidence("consensus", text: note.consensus.score),
                Evidence("sources", .list(flags.map { "\($0.source): \($0.reason)" })),
            ], flows: [contact.flow], firstSeen: contact.time, lastSeen: contact.time)
    }
}
