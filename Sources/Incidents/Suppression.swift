package import Vocabulary

/// Findings the owner does not want to hear of: by detection, by who does it, by whom it is done to; what is not named matches all.
///
/// An allowlisted scanner is a suppression with `attackers` set. At least one of the three must be set: a suppression of
/// everything is refused.
package struct Suppression: Sendable, Hashable {
    package let detection: DetectionID?
    package let attackers: AddressBlock?
    package let victims: AddressBlock?
    package let reason: String

    /// Nil when nothing is named.
    package init?(
        detection: DetectionID? = nil, attackers: AddressBlock? = nil, victims: AddressBlock? = nil, reason: String
    ) {
        guard detection != nil || attackers != nil || victims != nil else { return nil }
        self.detection = detection
        self.attackers = attackers
        self.victims = victims
        self.reason = reason
    }

    package func covers(_ finding: Finding) -> Bool {
        finding.isCovered(detection: detection, attackers: attackers, victims: victims)
    }
}
