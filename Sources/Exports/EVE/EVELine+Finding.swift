import Vocabulary

/// The lines about what was detected.
extension EVELine {
    mutating func alert(_ finding: Finding) {
        write("alert", at: finding.lastSeen) { line in
            let attacker = finding.attackers.firstAddress
            let victim = finding.victims.firstAddress
            if let first = finding.flows.first { line.field("flow_id", first) }
            if let attacker { line.field("src_ip", attacker) }
            if let victim { line.field("dest_ip", victim) }
            line.object("alert") { alert in
                alert.field("action", "allowed")
                alert.field("gid", 1)
                alert.field("signature_id", EVENames.signature(finding.detection))
                alert.field("rev", 1)
                alert.field("signature", finding.detection.title)
                alert.field("category", finding.detection.rawValue)
                alert.field("severity", EVENames.severity(finding.severity))
                if let attacker { alert.object("source") { side in side.field("ip", attacker) } }
                if let victim { alert.object("target") { side in side.field("ip", victim) } }
                alert.object("metadata") { metadata in
                    let known = finding.techniques.compactMap(Technique.named)
                    metadata.field("mitre_technique_id", finding.techniques)
                    metadata.field("mitre_technique_name", known.map(\.name))
                    metadata.field("mitre_tactic_name", known.map(\.tactic))
                }
            }
            line.object("finding") { object in object.findingFields(finding) }
        }
    }

    mutating func incident(_ incident: Incident) {
        write("incident", at: incident.lastSeen) { line in
            line.embed("incident") { object in object.incident(incident) }
        }
    }
}

extension [Party] {
    /// The first party that is an IP address.
    var firstAddress: IPAddress? {
        for case .address(let address) in self { return address }
        return nil
    }
}
