import ArgumentParser
import Sentinel

/// `netsentinel model`: what the program takes for usual.
struct Model: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "The model of usual traffic: train one, show it, evaluate it.",
        subcommands: [ModelTrain.self, ModelShow.self, ModelEvaluate.self, ModelRows.self, ModelBench.self])
}
