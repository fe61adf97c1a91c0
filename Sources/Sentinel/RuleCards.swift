package import Detection
import Vocabulary

/// The rules' cards as text: for `netsentinel rules` and, generated, for docs/detection.md.
package enum RuleCards {
    /// By name.
    package static var all: [RuleCard] { RuleCatalog.cards.sorted { $0.name < $1.name } }

    /// The reference page: every rule, its thresholds and what it cannot see.
    package static var markdown: String {
        all.map { "### \($0.title) (`\($0.name)`)\n\n\($0.markdownBody)" }.joined(separator: "\n")
    }
}

extension RuleCard {
    /// The card for a terminal.
    package var text: String {
        var lines = ["\(title)  (\(name), \(severity.name))", "", summary, ""]
        lines.append("Reports     " + detections.map(\.rawValue).joined(separator: ", "))
        lines.append("ATT&CK      " + techniqueNames.joined(separator: ", "))
        lines.append("Rationale   " + rationale)
        lines += ["", "Options (change with --set \(name).option=value)"]
        for option in options {
            lines.append("  \(option.name) = \(plain(option.value)) \(option.unit): \(option.summary)")
        }
        lines += ["", "Blind spots"]
        lines += blindSpots.map { "  - \($0)" }
        return lines.joined(separator: "\n")
    }

    fileprivate var markdownBody: String {
        var lines = [summary, "", "Reports " + detections.map { "`\($0)`" }.joined(separator: ", ") + "."]
        lines += ["ATT&CK: " + techniqueNames.joined(separator: ", ") + ".", "", rationale, ""]
        if !options.isEmpty {
            lines += ["| option | default | range | meaning |", "|---|---|---|---|"]
            for option in options {
                let range = "\(plain(option.range.lowerBound)) to \(plain(option.range.upperBound))"
                lines.append(
                    "| `\(option.name)` | \(plain(option.value)) \(option.unit) | \(range) | \(option.summary) |")
            }
            lines.append("")
        }
        lines += ["Blind spots:", ""] + blindSpots.map { "- \($0)" } + [""]
        return lines.joined(separator: "\n")
    }

    private var techniqueNames: [String] {
        techniques.map { id in Technique.named(id).map { "\(id) \($0.name)" } ?? id }
    }

    private func plain(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }
}
