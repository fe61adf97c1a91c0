package import Vocabulary

/// The static description of a rule: help, documentation, API and dashboard are derived from it.
package struct RuleCard: Sendable {
    /// The catalogue name, kebab-case and stable, such as `port-scan`.
    package let name: String
    package let title: String
    /// What it means and how it is told from look-alikes, in a few sentences.
    package let summary: String
    /// Every detection id the rule can report.
    package let detections: [DetectionID]
    /// ATT&CK ids it can report, each in `Technique.catalog`.
    package let techniques: [String]
    package let severity: Severity
    package let options: [CardOption]
    /// What fools it and what it cannot see, said plainly.
    package let blindSpots: [String]
    /// Where thresholds come from (public sources), and benign look-alikes it leaves alone.
    package let rationale: String

    package init(
        name: String, title: String, summary: String, detections: [DetectionID], techniques: [String],
        severity: Severity, options: [CardOption], blindSpots: [String], rationale: String
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.detections = detections
        self.techniques = techniques
        self.severity = severity
        self.options = options
        self.blindSpots = blindSpots
        self.rationale = rationale
    }
}

/// The values of a rule's options: the card's defaults with the user's settings over them.
package struct RuleSettings: Sendable {
    private let values: [String: Double]
    package init(_ card: RuleCard, overrides: [String: Double] = [:]) {
        var values: [String: Double] = [:]
        for option in card.options {
            let wanted = overrides[option.name] ?? option.value
            values[option.name] = min(max(wanted, option.range.lowerBound), option.range.upperBound)
        }
        self.values = values
    }

    /// Traps on a name that is not on the card: that is a bug in the rule.
    package subscript(_ name: String) -> Double {
        guard let value = values[name] else { preconditionFailure("rule option \(name) is not on its card") }
        return value
    }
}
