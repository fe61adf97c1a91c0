import ArgumentParser
import Exports
import Sentinel
import Vocabulary

/// `netsentinel analyze FILE`: a capture in, its incidents out.
struct Analyze: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "Find the incidents in a capture file (pcap, pcapng, plain or .gz; - is standard input).")

    @Argument(help: "The capture file, or - for standard input.")
    var file: String

    @Argument(parsing: .remaining, help: "A BPF filter, such as 'tcp port 80'.")
    var filter: [String] = []

    @Option(name: [.customShort("o"), .long], help: "text, json (one document) or jsonl (one incident a line).")
    var format = OutputFormat.text

    @Option(name: .long, help: "Threads that decode and keep flows; the findings are the same for any number.")
    var workers = 1

    @OptionGroup var detection: DetectionOptions

    func validate() throws {
        guard (1...64).contains(workers) else { throw ValidationError("--workers takes 1 to 64") }
    }

    func run() throws {
        var analysis = Analysis(input: file, settings: try detection.settings())
        analysis.filter = filter.isEmpty ? nil : filter.joined(separator: " ")
        analysis.workers = workers
        analysis.outputDirectory = detection.out
        let bar = Progress(isOn: !detection.quiet)
        try Interruption.during { stop in
            try analysis.run(stop: stop, progress: { bar.show($0) }) { document in
                bar.end()
                try tell(document)
                Exit.now(0)
            }
        }
    }

    private func tell(_ document: AnalysisDocument) throws {
        switch format {
        case .json: Console.print(document.json())
        case .jsonl: document.incidentLines.forEach(Console.print)
        case .text:
            let view = AnalysisView(
                document: document, ink: Console.ink(noColor: detection.noColor), tellsStories: detection.story)
            view.lines.forEach(Console.print)
        }
        try detection.judge(document.incidents)
    }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, jsonl
}
