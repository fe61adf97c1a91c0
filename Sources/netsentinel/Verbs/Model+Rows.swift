import ArgumentParser
import Capture
import Detection
import Forge
import Foundation
import Learning
import Sentinel
import Vocabulary

/// `netsentinel model rows`: the features of labelled traffic as CSV, and the product's own figures on them, for a comparison elsewhere.
struct ModelRows: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rows",
        abstract: "Write the features of labelled traffic as CSV (aspect, kind, odd, capture, subject, features …).")

    @Option(
        name: .long, help: ArgumentHelp("A folder of labelled captures; forged sweeps without.", valueName: "folder"))
    var corpus: String?

    @Flag(name: .long, help: "The harmless traffic that the built-in model is trained on instead.")
    var training = false

    @Flag(name: .long, help: "The harmless traffic that the built-in model is calibrated on instead.")
    var calibration = false

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String

    func run() throws {
        var all =
            try corpus.map { try LabelledTraffic.corpus($0) } ?? (training || calibration ? [] : LabelledTraffic.forged)
        if training || calibration {
            all = BaseTraining.forged.filter { $0.isHeld == calibration }.map { part in
                LabelledTraffic(
                    name: "\(part.scenario.card.name) \(part.seed)", kind: "benign",
                    origin: .forged(part.scenario, part.knobs, seed: part.seed), attacks: [])
            }
        }
        var lines = ""
        let settings = ModelTrial.settings(BehaviourBaseline(nil))
        try Interruption.during { stop in
            for traffic in all where !stop.isRaised {
                let run = try BehaviourRun.of(traffic.origin, settings: settings, records: true, stop: stop)
                for window in run.windows { lines += line(window, traffic) }
            }
        }
        try lines.write(toFile: out, atomically: true, encoding: .utf8)
    }

    private func line(_ window: BehaviourWindow, _ traffic: LabelledTraffic) -> String {
        let isOdd = traffic.attacks.contains { $0.isPart(window) }
        var cells = [
            window.aspect.name, traffic.kind.replacing(",", with: ";"), isOdd ? "1" : "0",
            traffic.name.replacing(",", with: ";"),
            "\(window.subject)",
        ]
        for place in window.aspect.features.indices { cells.append("\(window.row[place])") }
        return cells.joined(separator: ",") + "\n"
    }
}
