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

    /// Every attacker (or victim) of the finding must lie in the block: one stranger among them keeps the finding.
    package func covers(_ finding: Finding) -> Bool {
        if let detection, detection != finding.detection { return false }
        if let attackers, !Self.allInside(finding.attackers, attackers) { return false }
        if let victims, !Self.allInside(finding.victims, victims) { return false }
        return true
    }

    private static func allInside(_ parties: [Party], _ block: AddressBlock) -> Bool {
        let addresses = parties.compactMap { party -> IPAddress? in
            switch party {
            case .address(let address): address
            case .block(let inner): inner.base
            case .mac: nil
            }
        }
        return !addresses.isEmpty && addresses.allSatisfy(block.contains)
    }
}
