import Vocabulary

/// What the analyst makes of an incident, for a terminal.
struct ExplanationView {
    let incident: Incident
    let analysis: IncidentAnalysis
    let ink: Ink
    private static let width = 100

    var lines: [String] {
        let badge = ink.severity(incident.severity, " \(incident.severity.name.uppercased()) ")
        var lines = ["\(badge) \(ink.bold(Ink.clean(incident.title)))", ink.dim(incident.id), ""]
        for claim in analysis.claims {
            lines += wrapped(
                Ink.clean(claim.text), first: "  ", tail: ink.dim(" [\(claim.events.prefix(6).joined(separator: " "))]")
            )
        }
        lines +=
            section("What it means", analysis.meaning) + section("Do first", analysis.firstStep)
            + section("What could make it harmless", analysis.harmless)
        if !analysis.techniques.isEmpty {
            lines += ["", ink.bold("ATT&CK")]
            for item in analysis.techniques {
                let why = item.argument.isEmpty ? "" : ": \(Ink.clean(item.argument))"
                lines += wrapped(
                    "\(item.technique.id) \(item.technique.name) (\(item.technique.tactic))\(why)", first: "  ",
                    tail: ink.dim(" [\(item.events.prefix(6).joined(separator: " "))]"))
            }
        }
        lines += playbook
        if !analysis.struck.isEmpty {
            lines += ["", ink.bold("Struck out: the evidence does not support it")]
            for claim in analysis.struck {
                lines += wrapped(
                    "✗ \(Ink.clean(claim.text))", first: "  ", tail: ink.dim(" (\(Ink.clean(claim.reason)))"))
            }
        }
        lines.append("")
        let source =
            analysis.model.map { "model \(Ink.clean($0)), every claim checked" } ?? "templates; no model was asked"
        lines.append(ink.dim("By \(source).\(analysis.fallback.map { " " + Ink.clean($0) } ?? "")"))
        return lines
    }

    private var playbook: [String] {
        guard !analysis.playbook.isEmpty else { return [] }
        var lines = ["", ink.bold("Playbook")]
        for step in analysis.playbook {
            lines += wrapped("\(step.id) \(step.phase.rawValue): \(Ink.clean(step.action))", first: "  ", tail: "")
            lines += step.commands.map { "       \(ink.dim("$")) \(Ink.clean($0))" }
        }
        return lines
    }

    private func section(_ title: String, _ text: String) -> [String] {
        text.isEmpty ? [] : ["", ink.bold(title)] + wrapped(Ink.clean(text), first: "  ", tail: "")
    }

    /// Words of `text` in lines of at most `width`; the tail stands behind the last.
    private func wrapped(_ text: String, first: String, tail: String) -> [String] {
        var lines: [String] = []
        var line = first
        for word in text.split(separator: " ") {
            if line.count + word.count + 1 > Self.width, line.count > first.count {
                lines.append(line)
                line = String(repeating: " ", count: first.count + 2)
            } else if line.count > first.count, !line.hasSuffix(" ") {
                line += " "
            }
            line += word
        }
        return lines + [line + tail]
    }
}
