package import Detection
import Foundation
import Vocabulary

/// How well learning alone does on labelled traffic: which attacks it flags with every rule off, and how often it cries in vain.
package struct ModelTrial: Sendable {
    package struct Outcome: Sendable {
        package let name: String
        package let kind: String
        package let isBenign: Bool
        /// Attacks that must not be missed, and how many of them were flagged.
        package let expected: Int
        package let flagged: Int
        package let incidents: Int
        package let days: Double
        /// Aspects that stood out, in order of their names.
        package let aspects: [String]
        /// Titles of incidents in harmless traffic.
        package let alarms: [String]
    }
    package private(set) var outcomes: [Outcome] = []

    package init() {}

    /// Only the rule `anomaly`.
    package static func settings(_ baseline: BehaviourBaseline?) -> DetectionSettings {
        var settings = DetectionSettings()
        settings.keep(only: [Anomaly.card.name])
        settings.baseline = baseline
        return settings
    }

    package mutating func add(_ traffic: LabelledTraffic, _ run: BehaviourRun) {
        let must = traffic.attacks.filter { !$0.isOptional }
        let flagged = must.count { attack in run.findings.contains { attack.isShown(by: $0) } }
        let aspects = Set(
            run.findings.flatMap { finding in
                finding.evidence.compactMap { piece -> String? in
                    guard piece.name == "aspect", case .text(let name) = piece.value else { return nil }
                    return name
                }
            })
        outcomes.append(
            Outcome(
                name: traffic.name, kind: traffic.kind, isBenign: traffic.isBenign, expected: must.count,
                flagged: flagged, incidents: run.incidents.count, days: run.days, aspects: aspects.sorted(),
                alarms: traffic.isBenign ? run.incidents.map(\.title) : []))
    }

    /// Attacks flagged, and how many there are.
    package var flagged: Int { outcomes.reduce(0) { $0 + $1.flagged } }
    package var expected: Int { outcomes.reduce(0) { $0 + $1.expected } }
    /// Incidents in harmless traffic, and how long it lasted.
    package var alarms: Int { outcomes.filter(\.isBenign).reduce(0) { $0 + $1.incidents } }
    package var benignDays: Double { outcomes.filter(\.isBenign).reduce(0) { $0 + $1.days } }

    /// A table by kind, in Markdown.
    package var markdown: String {
        let share = expected > 0 ? Int((100 * Double(flagged) / Double(expected)).rounded()) : 0
        var lines = [
            "\(flagged) of \(expected) attacks flagged (\(share) %); "
                + "\(alarms) incident\(alarms == 1 ? "" : "s") in \(outcomes.count(where: \.isBenign)) harmless captures"
                + "\(benignDays < 30 ? " (\((benignDays * 10).rounded() / 10) days)" : "").",
            "", "| kind | flagged | of | by |", "|---|--:|--:|---|",
        ]
        var kinds: [String] = []
        for outcome in outcomes where !outcome.isBenign && !kinds.contains(outcome.kind) { kinds.append(outcome.kind) }
        for kind in kinds {
            let rows = outcomes.filter { $0.kind == kind && !$0.isBenign }
            let aspects = Set(rows.flatMap(\.aspects)).sorted().joined(separator: ", ")
            let found = rows.reduce(0) { $0 + $1.flagged }
            lines.append("| \(kind) | \(found) | \(rows.reduce(0) { $0 + $1.expected }) | \(aspects) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A line a capture, for who wants to know which.
    package var details: [String] {
        outcomes.map { outcome in
            let verdict =
                outcome.isBenign
                ? "\(outcome.incidents) alarms" : "\(outcome.flagged)/\(outcome.expected)"
            return ([verdict, outcome.kind, outcome.name] + outcome.aspects + outcome.alarms).joined(separator: "  ")
        }
    }
}
