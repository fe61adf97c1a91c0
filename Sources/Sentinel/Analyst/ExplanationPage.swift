import Analyst
import Capture
import Flows
package import Forge
import Incidents
import Pipeline
import Vocabulary

/// Ten explanations made without a model, of forged attacks: printed in docs/explanations.md, held true by a test.
package enum ExplanationPage {
    package static let examples: [(title: String, scenario: any Scenario.Type, knobs: KeyValuePairs<String, String>)] =
        [
            ("Port scan", VerticalScan.self, ["ports": "120"]),
            ("Guessed password", BruteForce.self, ["count": "60", "success": "true"]),
            ("Sprayed password", PasswordSpray.self, [:]), ("SYN flood", SYNFlood.self, ["duration": "3"]),
            ("Reflected flood", AmplificationFlood.self, ["duration": "2"]), ("DNS tunnel", DNSTunnel.self, [:]),
            ("Beacon", Beacon.self, [:]), ("Upload", Exfiltration.self, ["megabytes": "60"]),
            ("ARP spoofing", ARPSpoof.self, [:]), ("Chain of an attack", AttackChain.self, [:]),
        ]

    package static func markdown() throws -> String {
        try examples.map { example in
            var knobs = Knobs(example.scenario.card)
            for (name, value) in example.knobs { try knobs.set(name, value) }
            let incidents = try incidents(of: example.scenario, knobs)
            guard let worst = incidents.max(by: { $0.score < $1.score }) else { return "" }
            return section(example.title, worst)
        }.joined(separator: "\n")
    }

    static func incidents(of scenario: any Scenario.Type, _ knobs: Knobs) throws -> [Incident] {
        var source = ForgedSource(scenario.make(knobs: knobs, seed: 1))
        let settings = DetectionSettings()
        var tower = Watchtower(correlator: settings.correlator())
        var path = try PacketPath(flows: FlowSettings(), seed: .random(in: 0 ... .max), rules: settings.rules())
        path.run(&source, stop: StopSignal(), listener: &tower)
        tower.finish(path.totals(source.report()))
        return tower.incidents
    }

    private static func section(_ title: String, _ incident: Incident) -> String {
        let analysis = TemplateAnalyst().analysis(of: incident)
        var lines = [
            "## \(title)", "", "**\(incident.title)** (\(incident.severity.name), score \(incident.score))", "",
        ]
        lines += analysis.claims.map { "- \($0.text) `\(short($0.events))`" }
        lines += ["", "*What it means.* \(analysis.meaning)", "", "*Do first.* \(analysis.firstStep)", ""]
        lines += ["*What could make it harmless.* \(analysis.harmless)", ""]
        lines += [
            "*ATT&CK.* " + analysis.techniques.map { "\($0.technique.id) \($0.technique.name)" }.joined(separator: ", ")
                + ".", "",
        ]
        for step in analysis.playbook {
            lines.append("\(step.id.dropFirst()). *\(step.phase.rawValue)*: \(step.action)")
            if !step.commands.isEmpty {
                lines += ["", "   ```sh"] + step.commands.map { "   \($0)" } + ["   ```"]
            }
        }
        if !analysis.playbook.isEmpty { lines.append("") }
        return lines.joined(separator: "\n")
    }

    private static func short(_ events: [String]) -> String {
        events.count <= 4 ? events.joined(separator: " ") : "\(events[0]) … \(events[events.count - 1])"
    }
}
