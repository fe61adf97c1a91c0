package import Capture
package import Exports
import Detection
import Flows
package import Forge
import Incidents
package import Pipeline
import Vocabulary

/// The watching program: one source, live or replayed, through the whole path until it ends or is stopped.
package struct Guard {
    /// Where the frames come from.
    package enum Input: Sendable {
        case interfaces([String])
        /// A capture file and how fast it is replayed.
        case file(String, ReplaySpeed)
        /// A scenario by name, with a seed, and how fast.
        case forged(any Scenario.Type, Knobs, seed: UInt64, ReplaySpeed)
    }
    package let input: Input
    package let settings: DetectionSettings
    package var capture = CaptureOptions()
    package var outputs: [any EventOutput] = []
    /// The service this guard reports to; nil without one.
    package var line: ServiceLine?
    /// Engines side by side; for live interfaces the kernel splits the frames between them.
    package var workers = 1
    /// Called once, when the source is open and frames are being kept.
    package var onReady: () -> Void = {}

    package init(_ input: Input, settings: DetectionSettings) {
        self.input = input
        self.settings = settings
    }

    /// Runs until the source ends or `stop` is raised. What was seen until then is in the document.
    package func run(
        stop: StopSignal, progress: @escaping (PipelineProgress) -> Void = { _ in }
    ) throws -> AnalysisDocument {
        var options = capture
        options.stop = stop
        switch input {
        case .interfaces(let names):
            let settings = settings.watching(names)
            if workers > 1 { return try fannedOut(names, settings, options, stop, progress) }
            let source = try LiveCapture(names, options: options)
            return try follow(source, names.joined(separator: ","), settings, stop, progress)
        case .file(let path, let speed):
            let file = try CaptureFile.open(path, options: options)
            return try follow(ReplaySource(file, speed: speed, options: options), path, settings, stop, progress)
        case .forged(let scenario, let knobs, let seed, let speed):
            let forged = ForgedSource(scenario.make(knobs: knobs, seed: seed), stop: stop)
            let name = "forged: \(scenario.card.name)"
            let source = ReplaySource(forged, speed: speed, options: options)
            return try follow(source, name, settings, stop, progress)
        }
    }

    private func follow<Source: FrameSource & ~Copyable>(
        _ source: consuming Source, _ name: String, _ settings: DetectionSettings, _ stop: StopSignal,
        _ progress: @escaping (PipelineProgress) -> Void
    ) throws -> AnalysisDocument {
        var source = source
        onReady()
        var tower = tower(progress)
        var path = try PacketPath(flows: settings.flows, seed: .random(in: 0 ... .max), rules: settings.rules())
        path.run(&source, stop: stop, listener: &tower)
        let totals = path.totals(source.report())
        tower.finish(totals)
        return AnalysisDocument(name, totals, tower, home: path.rules.context.home)
    }

    /// Opens the source and lets it go: so that a person hears at once what is missing.
    package static func probe(_ input: Input, filter: [String]) throws {
        var options = CaptureOptions()
        options.filter = filter.isEmpty ? nil : filter.joined(separator: " ")
        switch input {
        case .interfaces(let names): _ = try LiveCapture(names, options: options)
        case .file(let path, _) where path != "-": _ = try CaptureFile.open(path, options: options)
        case .file, .forged: break
        }
    }

    private func tower(_ progress: @escaping (PipelineProgress) -> Void) -> Watchtower {
        Watchtower(
            correlator: settings.correlator(), outputs: line.map { outputs + [$0.messenger] } ?? outputs,
            minimumConfidence: settings.minimumConfidence, line: line, onProgress: progress)
    }

    private func fannedOut(
        _ names: [String], _ settings: DetectionSettings, _ options: CaptureOptions, _ stop: StopSignal,
        _ progress: @escaping (PipelineProgress) -> Void
    ) throws -> AnalysisDocument {
        var tower = tower(progress)
        var path = try FanOutPath(
            interfaces: names, workers: workers, options: options, flows: settings.flows, rules: settings.rules())
        onReady()
        path.run(stop: stop, listener: &tower)
        let totals = path.totals()
        tower.finish(totals)
        return AnalysisDocument(names.joined(separator: ","), totals, tower, home: path.rules.context.home)
    }
}
