package import Capture
import Detection
package import Exports
import Flows
import Incidents
package import Pipeline
import Vocabulary

/// One capture file, from frames to incidents: the `analyze` verb without its printing.
package struct Analysis {
    /// A path, or `-` for standard input.
    package let input: String
    package let settings: DetectionSettings
    /// A BPF expression.
    package var filter: String?
    package var workers = 1
    /// Where EVE, Zeek logs go; nil for nowhere.
    package var outputDirectory: String?

    package init(input: String, settings: DetectionSettings) {
        self.input = input
        self.settings = settings
    }

    /// Reads to the end, or until `stop` is raised: what was read until then is in the document.
    package func run(
        stop: StopSignal, progress: @escaping (PipelineProgress) -> Void = { _ in }
    ) throws -> AnalysisDocument {
        try run(stop: stop, progress: progress) { $0 }
    }

    /// The same; `conclude` gets the document while the tables of the analysis still stand. A process that ends in there leaves them
    /// to the kernel, which is quicker than taking them apart.
    package func run<Outcome>(
        stop: StopSignal, progress: @escaping (PipelineProgress) -> Void,
        conclude: (AnalysisDocument) throws -> Outcome
    ) throws -> Outcome {
        let clock = ContinuousClock()
        let began = clock.now
        var options = CaptureOptions()
        options.filter = filter
        options.stop = stop
        let outputs = try outputDirectory.map { try LogDirectory.outputs(in: $0) } ?? []
        var tower = Watchtower(
            correlator: settings.correlator(), outputs: outputs, minimumConfidence: settings.minimumConfidence,
            onProgress: progress)
        let seed = UInt64.random(in: 0 ... .max)
        func document(_ totals: PathTotals, _ home: HomeNetworks, workers: Int) -> AnalysisDocument {
            tower.finish(totals)
            var document = AnalysisDocument(input, totals, tower, home: home)
            document.workers = workers
            document.elapsedSeconds = Self.seconds(clock.now - began)
            return document
        }
        var source = try CaptureFile.open(input, options: options)
        // What has no known end (standard input, a pipe) cannot be opened once for each worker.
        let single = workers == 1 || source.progress == nil
        if single {
            var path = try PacketPath(flows: FlowSettings(), seed: seed, rules: settings.rules())
            path.run(&source, stop: stop, listener: &tower)
            let document = document(path.totals(source.report()), path.rules.context.home, workers: 1)
            return try withExtendedLifetime(path) { _ in try conclude(document) }
        } else {
            var path = try ParallelPath(workers: workers, flows: FlowSettings(), seed: seed, rules: settings.rules()) {
                () throws(CaptureError) -> sending CaptureFile in try CaptureFile.open(input, options: options)
            }
            path.run(stop: stop, listener: &tower)
            let document = document(path.totals(), path.rules.context.home, workers: workers)
            return try withExtendedLifetime(path) { _ in try conclude(document) }
        }
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
