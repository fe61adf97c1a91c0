import Vocabulary

/// How urgent an incident is, 0...100: severity first, then confidence, then how many tactics and victims it spans.
enum IncidentScore {
    static func of(_ incident: Incident) -> Int {
        let base: Double =
            switch incident.severity {
            case .info: 5
            case .low: 20
            case .medium: 40
            case .high: 65
            case .critical: 85
            }
        let confidence = incident.events.map(\.finding.confidence).max() ?? 0
        let tactics = Set(incident.techniques.map(\.tactic)).count
        let extra = 10 * confidence + 3 * Double(max(0, tactics - 1)) + (incident.victims.count > 1 ? 2 : 0)
        return min(100, Int((base + extra).rounded()))
    }
}
