package import Vocabulary

/// Incidents out of findings of the past: they take the same road as live ones, but not the correlator's, whose clock is the packets'.
extension Incident {
    /// A new one.
    package static func found(_ finding: Finding) -> Incident { Incident(opening: finding) }

    /// With a finding of the past in it. Its event is called `H1`, `H2`, … so that ids of live events stay what they are.
    package func joined(by finding: Finding) -> Incident {
        var grown = self
        let before = events.count
        grown.grow(by: finding)
        if grown.events.count > before {
            grown.events[before].id = "H\(events.count { $0.id.hasPrefix("H") } + 1)"
        }
        return grown
    }
}
