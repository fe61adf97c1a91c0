import ArgumentParser
import Capture
import Foundation
import Sentinel

/// `netsentinel model evaluate`: what learning finds by itself, every rule off.
struct ModelEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "What the model flags by itself, with every rule off: forged sweeps, or labelled captures.")

    @Option(name: .long, help: ArgumentHelp("A model file instead of the built-in one.", valueName: "file"))
    var model: String?

    @Option(
        name: .long, help: ArgumentHelp("A folder of labelled captures with a manifest.json.", valueName: "folder"))
    var corpus: String?

    @Flag(name: .long, help: "A line a capture as well.")
    var details = false

    @Option(
        name: .long,
        help: ArgumentHelp("Renew the part of this page that holds the table.", valueName: "page"))
    var write: String?

    @Flag(name: .shortAndLong, help: "No progress.")
    var quiet = false

    func run() throws {
        let settings = ModelTrial.settings(try ModelFile.read(model))
        let all = try corpus.map { try LabelledTraffic.corpus($0) } ?? LabelledTraffic.forged
        var trial = ModelTrial()
        try Interruption.during { stop in
            for (index, traffic) in all.enumerated() where !stop.isRaised {
                if !quiet { Console.progress("\(index + 1) of \(all.count): \(traffic.name)") }
                trial.add(
                    traffic, try BehaviourRun.of(traffic.origin, settings: settings, records: false, stop: stop))
            }
            if stop.isRaised { throw ValidationError("interrupted") }
        }
        if !quiet { Console.progress("") }
        if details { trial.details.forEach(Console.print) }
        guard let write else { return Console.print(trial.markdown) }
        let name = corpus == nil ? "learning-forged" : "learning-corpus"
        guard let text = try? String(contentsOfFile: write, encoding: .utf8) else {
            throw ValidationError("could not read \(write)")
        }
        var page = GeneratedPage(text)
        guard page.renew(name, with: trial.markdown) else {
            throw ValidationError("\(write) has no <!-- \(name) --> … <!-- /\(name) --> to write into")
        }
        try page.text.write(toFile: write, atomically: true, encoding: .utf8)
    }
}
