package import Vocabulary

/// Detections that are explained and answered alike: one template each.
package enum DetectionFamily: String, Sendable, Hashable, CaseIterable {
    case scan, credentials, flood, webFlood, dnsTunnel, icmpTunnel, beacon, dga, exfiltration, lateral, arpSpoof
    case dhcpStarvation, rogueDHCP, intelligence, anomaly

    /// What is not one of ours (a rule of tomorrow) is told as an anomaly: by its own words and numbers.
    package init(_ detection: DetectionID) {
        let id = detection.rawValue
        switch detection {
        case .portScanVertical, .scanHorizontal, .icmpSweep, .arpSweep, .ipProtocolScan: self = .scan
        case .synFlood, .udpFlood, .icmpFlood, .tcpReflectionFlood: self = .flood
        case .httpFlood, .httpSlowDoS: self = .webFlood
        case .dnsTunnel: self = .dnsTunnel
        case .icmpTunnel: self = .icmpTunnel
        case .c2Beacon: self = .beacon
        case .dga: self = .dga
        case .exfiltration: self = .exfiltration
        case .arpSpoof: self = .arpSpoof
        case .dhcpStarvation: self = .dhcpStarvation
        case .rogueDHCP: self = .rogueDHCP
        case .threatIntel: self = .intelligence
        default:
            if id.hasPrefix("brute_force_") || id.hasPrefix("password_spray_") {
                self = .credentials
            } else if id.hasPrefix("lateral_movement_") {
                self = .lateral
            } else {
                self = .anomaly
            }
        }
    }
}
