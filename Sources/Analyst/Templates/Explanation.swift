import Vocabulary

/// How one family of detections is told and answered without a model: one file a family.
///
/// `claims` speak of this incident and are held against its evidence like anybody's; the other texts speak of the kind.
protocol Explanation {
    /// Sentences about one event, the most telling first.
    func claims(_ facts: EventFacts) -> [String]
    func meaning(_ facts: EventFacts) -> String
    /// What to do first.
    func firstStep(_ facts: EventFacts) -> String
    /// What could make it harmless, and how to find out.
    func harmless(_ facts: EventFacts) -> String
    func steps(_ facts: EventFacts) -> [PlaybookStep]
}

extension DetectionFamily {
    var explanation: any Explanation {
        switch self {
        case .scan: ScanExplanation()
        case .credentials: CredentialExplanation()
        case .flood: FloodExplanation()
        case .webFlood: WebFloodExplanation()
        case .dnsTunnel: DNSTunnelExplanation()
        case .icmpTunnel: ICMPTunnelExplanation()
        case .beacon: BeaconExplanation()
        case .dga: DGAExplanation()
        case .exfiltration: ExfiltrationExplanation()
        case .lateral: LateralExplanation()
        case .arpSpoof: ARPSpoofExplanation()
        case .dhcpStarvation: DHCPStarvationExplanation()
        case .rogueDHCP: RogueDHCPExplanation()
        case .intelligence: IntelligenceExplanation()
        case .anomaly: AnomalyExplanation()
        }
    }
}
