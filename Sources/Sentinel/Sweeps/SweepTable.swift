import Vocabulary

/// Outcomes as a Markdown table for docs/detection.md. Event time only, so the same code gives the same text on every machine.
package enum SweepTable {
    package static func markdown(_ outcomes: [SweepOutcome]) -> String {
        let attacks = outcomes.filter { !$0.sweep.isBenign }
        let found = attacks.count { $0.isFound }
        let wrong = outcomes.reduce(0) { $0 + $1.falseIncidents.count }
        var lines = [
            "\(found) of \(attacks.count) attacks found in full, \(wrong) false incident\(wrong == 1 ? "" : "s") in "
                + "\(outcomes.count) captures.",
            "", "| sweep | found | time to detect | packets until then | of packets | false incidents |",
            "|---|---|--:|--:|--:|--:|",
        ]
        var group = ""
        for outcome in outcomes {
            if outcome.sweep.group != group {
                group = outcome.sweep.group
                lines.append("| **\(group)** | | | | | |")
            }
            lines.append(row(outcome))
        }
        let remarks = outcomes.filter { !$0.falseIncidents.isEmpty }
        if !remarks.isEmpty { lines += ["", "False incidents:", ""] }
        for outcome in remarks {
            lines += outcome.falseIncidents.map { "- \(outcome.sweep.label): \($0.title)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    package static func row(_ outcome: SweepOutcome) -> String {
        let found =
            outcome.sweep.isBenign
            ? "–"
            : outcome.isFound ? "yes" : outcome.found == 0 ? "**no**" : "**\(outcome.found) of \(outcome.expected)**"
        let cells = [
            outcome.sweep.label, found, outcome.seconds.map(time) ?? "–",
            outcome.packetsUntil.map { "\($0)" } ?? "–", "\(outcome.packets)", "\(outcome.falseIncidents.count)",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    /// `0.04 s`, `12.5 s`, `8 min`, `3.5 h`, `2 d`.
    private static func time(_ seconds: Double) -> String {
        switch seconds {
        case ..<1: "\(rounded(seconds, 100)) s"
        case ..<120: "\(rounded(seconds, 10)) s"
        case ..<7200: "\(rounded(seconds / 60, 1)) min"
        case ..<172_800: "\(rounded(seconds / 3600, 10)) h"
        default: "\(rounded(seconds / 86_400, 10)) d"
        }
    }

    private static func rounded(_ value: Double, _ steps: Double) -> String {
        let result = (value * steps).rounded() / steps
        return result == result.rounded() ? "\(Int(result))" : "\(result)"
    }
}
