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
        let home: HomeNetworks
        let totals: PathTotals
        var source = try CaptureFile.open(input, options: options)
        // What has no known end (standard input, a pipe) cannot be opened once for each worker.
        let single = workers == 1 || source.progress == nil
        if single {
            var path = try PacketPath(flows: FlowSettings(), seed: seed, rules: settings.rules())
            path.run(&source, stop: stop, listener: &tower)
            totals = path.totals(source.report())
            home = path.rules.context.home
        } else {
            var path = try ParallelPath(workers: workers, flows: FlowSettings(), seed: seed, rules: settings.rules()) {
                () throws(CaptureError) -> sending CaptureFile in try CaptureFile.open(input, options: options)
            }
            path.run(stop: stop, listener: &tower)
            totals = path.totals()
            home = path.rules.context.home
        }
        tower.finish(totals)
        var document = AnalysisDocument(input, totals, tower, home: home)
        document.workers = single ? 1 : workers
        document.elapsedSeconds = Self.seconds(clock.now - began)
        return document
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
