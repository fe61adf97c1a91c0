import ArgumentParser
import Capture
import Detection
import Foundation
import Learning
import Sentinel
import Vocabulary

/// `netsentinel model train --out FILE`: the model that ships with the program, or one of captures that are known to be harmless.
struct ModelTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a model from forged days and harmless captures, and write it to a file.",
        discussion: "The same recipe gives the same bytes. `make model` writes the one that is built into the program.")

    @Option(name: .shortAndLong, help: ArgumentHelp("The model file to write.", valueName: "file"))
    var out: String

    @Option(
        name: .long,
        help: ArgumentHelp("A capture known to be harmless (may be given again).", valueName: "file"))
    var capture: [String] = []

    @Flag(name: .long, help: "From the captures only, without forged days.")
    var noForged = false

    @Flag(name: .shortAndLong, help: "Say only what was asked for.")
    var quiet = false

    func run() throws {
        guard !noForged || !capture.isEmpty else {
            throw ValidationError("--no-forged needs a --capture to learn from")
        }
        var training = BaseTraining()
        // Of the owner's captures, each fourth is kept for the calibration.
        var origins = capture.enumerated().map { (origin: BehaviourRun.Origin.file($1), isHeld: $0 % 4 == 3) }
        if !noForged {
            origins =
                BaseTraining.forged.map { (.forged($0.scenario, $0.knobs, seed: $0.seed), $0.isHeld) } + origins
        }
        let settings = ModelTrial.settings(BehaviourBaseline(nil))
        try Interruption.during { stop in
            for (index, origin) in origins.enumerated() where !stop.isRaised {
                if !quiet { Console.progress("\(index + 1) of \(origins.count)") }
                training.add(
                    try BehaviourRun.of(origin.origin, settings: settings, records: true, stop: stop),
                    isHeld: origin.isHeld)
            }
            if stop.isRaised { throw ValidationError("interrupted: nothing was written") }
        }
        if !quiet { Console.progress("") }
        let model = training.model(trainedAt: 0)
        guard !model.aspects.isEmpty else { throw ValidationError("too little happened in there to learn from") }
        let bytes = model.bytes
        try Data(bytes).write(to: URL(fileURLWithPath: out), options: .atomic)
        guard !quiet else { return }
        Console.say(
            "\(out): \(model.aspects.count) aspects, \(Figures.grouped(model.rows)) rows, "
                + "\(Figures.grouped(bytes.count)) bytes")
    }
}
