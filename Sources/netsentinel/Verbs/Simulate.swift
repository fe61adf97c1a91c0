import ArgumentParser
import Capture
import Forge
import Foundation
import Vocabulary

/// `netsentinel simulate SCENARIO --out FILE`: forged traffic with a known truth, as a capture file.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Write forged traffic to a capture file. Nothing is sent.",
        discussion:
            "Without a scenario, all of them are listed; with --knobs, what one of them lets you turn; with --sweeps, "
            + "what the rules find of each, in memory.")

    @Argument(help: "A scenario's name.")
    var scenario: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The capture file to write (.pcap; - is standard output).", valueName: "file"))
    var out: String?

    @Option(
        name: .long, help: ArgumentHelp("Turn a knob, such as rate=50 (may be given again).", valueName: "knob=value"))
    var set: [String] = []

    @Option(name: .long, help: "The same seed gives the same bytes.")
    var seed: UInt64 = 1

    @Flag(name: .long, help: "List the scenario's knobs with their defaults and ranges.")
    var knobs = false

    @Flag(name: .long, help: "Run every forged sweep (or those of one scenario) and print what was found.")
    var sweeps = false

    @Option(
        name: .long,
        help: ArgumentHelp("With --sweeps: renew the generated parts of this page instead.", valueName: "page"))
    var write: String?

    @Flag(name: .shortAndLong, help: "No progress and no summary.")
    var quiet = false

    func run() throws {
        if sweeps { return try runSweeps() }
        guard write == nil else { throw ValidationError("--write goes with --sweeps") }
        guard let scenario else { return list() }
        let found = try ScenarioCatalog.find(scenario)
        if knobs { return describe(found.card) }
        guard let out else { throw ValidationError("where to? Give --out FILE.pcap") }
        var turned = Knobs(found.card)
        for text in set {
            let halves = text.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { throw ValidationError("\(text): expected knob=value") }
            try turned.set(String(halves[0]), String(halves[1]))
        }
        try write(found, turned, to: out)
    }

    private func list() {
        let cards = ScenarioCatalog.all.map { $0.card }
        let width = cards.map(\.name.count).max() ?? 0
        for card in cards {
            Console.print(card.name + String(repeating: " ", count: width - card.name.count) + "  " + card.summary)
        }
    }

    private func describe(_ card: ScenarioCard) {
        Console.print("\(card.title)\n\(card.summary)\n")
        for knob in card.knobs + Knob.shared {
            Console.print("  \(knob.name)=\(knob.defaultText)  \(knob.summary) (\(knob.rangeText))")
        }
    }

    private func write(_ scenario: any Scenario.Type, _ knobs: Knobs, to path: String) throws {
        let handle: FileHandle
        if path == "-" {
            handle = .standardOutput
        } else {
            guard FileManager.default.createFile(atPath: path, contents: nil),
                let file = FileHandle(forWritingAtPath: path)
            else { throw ValidationError("could not write \(path)") }
            handle = file
        }
        var writer = PcapWriter(to: ClosureSink<any Error> { try handle.write(contentsOf: $0) })
        var traffic = scenario.make(knobs: knobs, seed: seed)
        try Interruption.during { stop in
            while !stop.isRaised, let frame = traffic.next() {
                try writer.write(frame)
                if !quiet, writer.frameCount % 50_000 == 0 {
                    Console.progress("\(Figures.grouped(writer.frameCount)) packets")
                }
            }
        }
        try writer.finish()
        guard !quiet else { return }
        Console.progress("")
        Console.say("\(Figures.counted(writer.frameCount, "packet")) of \(scenario.card.title) written to \(path)")
        for expected in traffic.truth {
            let by = expected.attackers.first.map { " by \($0)" } ?? ""
            let against = expected.victims.first.map { " against \($0)" } ?? ""
            Console.say("  in it: \(expected.detection.title)\(by)\(against) from \(expected.start)")
        }
    }
}
