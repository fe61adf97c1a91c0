import ArgumentParser
import Capture
import Exports
import Foundation
import Sentinel
import Vocabulary

/// `netsentinel explain INCIDENT`: what it is, how we know, and what to do.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain an incident: a summary with its proofs, ATT&CK techniques, and a playbook with commands.",
        discussion: """
            Of the service's store, or of a capture with --file (then without an id: every incident in it). Made of templates without \
            the network; with --model a model is asked as well, and what it says is held against the evidence. Keys come from \
            GEMINI_API_KEY and OPENAI_API_KEY.
            """)

    @Argument(help: "An incident's id.")
    var incident: String?

    @Option(name: .long, help: ArgumentHelp("Explain the incidents of this capture instead.", valueName: "capture"))
    var file: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Ask a model too: gemini, ollama or openai (any server like it), then :MODEL.", valueName: "backend:model"))
    var model: String?

    @Option(name: .long, help: ArgumentHelp("The model's server, where it is not the usual one.", valueName: "url"))
    var modelURL: String?

    @Option(name: .long, help: ArgumentHelp("How long the model may take.", valueName: "seconds"))
    var modelTimeout = 60

    @Flag(name: .long, help: "Send the true addresses to the model; else they go out under other names.")
    var trueAddresses = false

    @Flag(name: .long, help: "Print what a model would be sent, and send nothing.")
    var showPrompt = false

    @Flag(name: .long, help: "Explain ten forged attacks: the examples of docs/explanations.md.")
    var examples = false

    @Option(
        name: .long, help: ArgumentHelp("With --examples: renew the generated part of this page.", valueName: "page"))
    var write: String?

    @Option(name: [.customShort("o"), .long], help: "text, or json (one line an incident).")
    var format = OutputFormat.text

    @Flag(name: .long, help: "No colours (NO_COLOR does the same).")
    var noColor = false

    @OptionGroup var folder: DataOption

    func validate() throws {
        if write != nil, !examples { throw ValidationError("--write goes with --examples") }
        if incident == nil, file == nil, !examples {
            throw ValidationError("name an incident, or a capture with --file")
        }
        guard (1...600).contains(modelTimeout) else { throw ValidationError("--model-timeout takes 1 to 600") }
    }

    func run() async throws {
        if examples { return try showExamples() }
        let explainer = try explainer()
        for found in try await incidents() {
            if showPrompt {
                Console.print(await explainer.prompt(for: found))
                continue
            }
            var explained = found
            explained.analysis = await explainer.analysis(of: found)
            try show(explained)
        }
    }

    private func showExamples() throws {
        let examples = try ExplanationPage.markdown()
        guard let write else { return Console.print(examples) }
        var page = GeneratedPage(try String(contentsOfFile: write, encoding: .utf8))
        guard page.renew("explanations", with: examples) else {
            throw ValidationError("\(write) has no <!-- explanations --> to write into")
        }
        try page.text.write(toFile: write, atomically: true, encoding: .utf8)
    }

    private func explainer() throws -> Explainer {
        var choice = Explainer.Choice()
        choice.model = model
        choice.url = modelURL
        choice.timeoutSeconds = modelTimeout
        choice.usesPseudonyms = !trueAddresses
        choice.folder = folder.path
        do { return try Explainer(choice) } catch { throw ValidationError("\(error)") }
    }

    private func incidents() async throws -> [Incident] {
        guard let file else {
            guard let record = try await folder.open(.reading).incident(incident ?? "") else {
                throw ValidationError("there is no incident \(Ink.clean(incident ?? ""))")
            }
            return [record.incident]
        }
        let found = try Analysis(input: file, settings: DetectionSettings()).run(stop: StopSignal()).incidents
        guard let incident else {
            if found.isEmpty { Console.say("No incident in \(file).") }
            return found
        }
        guard let one = found.first(where: { $0.id == incident }) else {
            throw ValidationError("there is no incident \(Ink.clean(incident)) in \(file)")
        }
        return [one]
    }

    private func show(_ incident: Incident) throws {
        guard format == .text else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
            return Console.print(String(decoding: try encoder.encode(incident), as: UTF8.self))
        }
        guard let analysis = incident.analysis else { return }
        ExplanationView(incident: incident, analysis: analysis, ink: Console.ink(noColor: noColor)).lines.forEach(
            Console.print)
        Console.print("")
    }
}
